import type { Release } from '@stonegarden/backstage-plugin-delivery-common';
import { releaseLag } from './releaseLag';

const release = (tag?: string, name = 'ghcr.io/acme/shop'): Release => ({
  images: [{ name, tag }],
});

describe('releaseLag', () => {
  it.each([
    ['2.17.4', '2.19.0', 'behind'],
    ['2.9.0', '2.10.0', 'behind'],
    ['v2.19.1', '2.19.0', 'ahead'],
    ['1.2.3', '1.2.3', 'same'],
    ['main-abc', 'main-def', 'differs'],
    ['v1.0', '1.0.0', 'differs'],
  ])('finds %s beside %s to be %s', (own, before, expected) => {
    expect(releaseLag(release(own), release(before))).toBe(expected);
  });

  it('does not order versions of different images', () => {
    expect(
      releaseLag(release('1.0.0'), release('2.0.0', 'ghcr.io/acme/other')),
    ).toBe('differs');
  });

  it('sees a difference in a second image', () => {
    const more = (tag: string): Release => ({
      images: [...release('1.0.0').images, { name: 'redis', tag }],
    });
    expect(releaseLag(more('7.2'), more('7.4'))).toBe('differs');
    expect(releaseLag(more('7.4'), more('7.4'))).toBe('same');
  });

  it('says nothing where a side is not known', () => {
    expect(releaseLag(undefined, release('1.0.0'))).toBe('unknown');
    expect(releaseLag(release(), release('1.0.0'))).toBe('unknown');
    expect(releaseLag({ images: [] }, release('1.0.0'))).toBe('unknown');
  });
});
