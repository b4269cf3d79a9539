import { releaseName, shortImageName, versionOf } from './release';

describe('release', () => {
  it('names a release by its tag, else by its digest', () => {
    expect(versionOf({ tag: '1.2.3', digest: 'sha256:abcdef0123' })).toBe(
      '1.2.3',
    );
    expect(versionOf({ digest: 'sha256:0123456789abcdef' })).toBe(
      '0123456789ab',
    );
    expect(versionOf({})).toBeUndefined();
    expect(releaseName({ images: [] })).toBeUndefined();
    expect(releaseName(undefined)).toBeUndefined();
  });

  it('calls an image by the last part of its name', () => {
    expect(shortImageName('ghcr.io/acme/shop')).toBe('shop');
    expect(shortImageName('redis')).toBe('redis');
  });
});
