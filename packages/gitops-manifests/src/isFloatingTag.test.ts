import { isFloatingImage, isFloatingTag } from './isFloatingTag';

describe('isFloatingTag', () => {
  it.each(['latest', 'main', 'Nightly', '', undefined])(
    'holds %p to be floating',
    tag => {
      expect(isFloatingTag(tag)).toBe(true);
    },
  );

  it.each(['1.2.3', 'v1', 'main-3f2a9c1', 'latest-1.2', '2026-01-01'])(
    'holds %p to be pinned',
    tag => {
      expect(isFloatingTag(tag)).toBe(false);
    },
  );

  it('goes by the list that it is given', () => {
    expect(isFloatingTag('main', ['latest'])).toBe(false);
    expect(isFloatingTag('rolling', ['latest', 'rolling'])).toBe(true);
  });
});

describe('isFloatingImage', () => {
  it('holds an image to be pinned by its digest, whatever its tag', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    expect(isFloatingImage({ tag: 'latest' })).toBe(true);
    expect(isFloatingImage({ tag: 'latest', digest })).toBe(false);
    expect(isFloatingImage({ digest })).toBe(false);
    expect(isFloatingImage({})).toBe(true);
  });
});
