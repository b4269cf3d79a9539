import {
  imageReference,
  releaseName,
  shortImageName,
  versionOf,
} from './release';

describe('release', () => {
  it('names a release by its tag, else by its digest', () => {
    expect(versionOf({ tag: '1.2.3', digest: 'sha256:abcdef0123' })).toBe(
      '1.2.3',
    );
    expect(versionOf({ digest: 'sha256:abcdef0123' })).toBe('abcdef0');
    expect(versionOf({})).toBeUndefined();
    expect(releaseName({ images: [] })).toBeUndefined();
    expect(releaseName(undefined)).toBeUndefined();
  });

  it('writes an image as a container runtime would', () => {
    const name = 'ghcr.io/acme/shop';
    expect(imageReference({ name, tag: '1', digest: 'sha256:ab' })).toBe(
      'ghcr.io/acme/shop:1@sha256:ab',
    );
    expect(imageReference({ name })).toBe(name);
    expect(shortImageName(name)).toBe('shop');
    expect(shortImageName('redis')).toBe('redis');
  });
});
