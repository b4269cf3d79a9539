import type { Release } from '@stonegarden/backstage-plugin-delivery-common';
import { compareReleases } from './compareReleases';

const release = (tag?: string, name = 'ghcr.io/acme/shop'): Release => ({
  images: [{ name, tag }],
});

describe('compareReleases', () => {
  it.each([
    ['2.17.4', '2.19.0', 'behind'],
    ['2.9.0', '2.10.0', 'behind'],
    ['v2.19.1', '2.19.0', 'ahead'],
    ['1.2.3', '1.2.3', 'same'],
    ['main-abc', 'main-def', 'differs'],
    ['v1.0', '1.0.0', 'differs'],
  ])('finds %s beside %s to be %s', (own, before, expected) => {
    expect(compareReleases(release(own), release(before))).toBe(expected);
  });

  it('does not order versions of different images', () => {
    expect(
      compareReleases(release('1.0.0'), release('2.0.0', 'ghcr.io/acme/other')),
    ).toBe('differs');
  });

  it('sees a difference in a second image', () => {
    const more = (tag: string): Release => ({
      images: [...release('1.0.0').images, { name: 'redis', tag }],
    });
    expect(compareReleases(more('7.2'), more('7.4'))).toBe('differs');
    expect(compareReleases(more('7.4'), more('7.4'))).toBe('same');
  });

  it('says nothing where a side is not known', () => {
    expect(compareReleases(undefined, release('1.0.0'))).toBe('unknown');
    expect(compareReleases(release(), release('1.0.0'))).toBe('unknown');
    expect(compareReleases({ images: [] }, release('1.0.0'))).toBe('unknown');
  });
});
