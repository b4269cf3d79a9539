import { compareReleases } from './compareReleases';
import { parseImage } from '@stonegarden/gitops-manifests';

const release = (...references: string[]) => ({
  images: references.map(parseImage),
});

describe('compareReleases', () => {
  it('finds what the target would get', () => {
    expect(
      compareReleases(release('a:2', 'b:1'), release('b:1', 'a:1')),
    ).toEqual([{ name: 'a', from: { tag: '1' }, to: { tag: '2' } }]);
  });

  it('sees a new digest under the same tag', () => {
    expect(compareReleases(release('a:1@x:2'), release('a:1@x:1'))).toEqual([
      {
        name: 'a',
        from: { tag: '1', digest: 'x:1' },
        to: { tag: '1', digest: 'x:2' },
      },
    ]);
  });

  it('takes a digest for the version where one side leaves out the tag', () => {
    expect(compareReleases(release('a:1@x:1'), release('a@x:1'))).toEqual([]);
    expect(compareReleases(release('a@x:1'), release('a:1@x:1'))).toEqual([]);
    expect(compareReleases(release('a:1@x:1'), release('a@x:2'))).toHaveLength(
      1,
    );
    expect(
      compareReleases(release('a:1@x:1'), release('a:2@x:1')),
    ).toHaveLength(1);
    expect(compareReleases(release('a:1'), release('a'))).toHaveLength(1);
  });

  it('has no `from` for an image that the target does not run', () => {
    expect(compareReleases(release('a:1', 'b:1'), release('a:1'))).toEqual([
      { name: 'b', to: { tag: '1' } },
    ]);
  });

  it('leaves images alone that only the target has', () => {
    expect(compareReleases(release('a:1'), release('a:1', 'b:1'))).toEqual([]);
  });

  it('compares the versions of an image as a set', () => {
    expect(
      compareReleases(release('a:1', 'a:2'), release('a:2', 'a:1')),
    ).toEqual([]);
    expect(
      compareReleases(release('a:2', 'a:3'), release('a:1', 'a:2')),
    ).toEqual([{ name: 'a', from: { tag: '1' }, to: { tag: '3' } }]);
  });

  it('is unknown when one side is', () => {
    expect(compareReleases(undefined, release('a:1'))).toBe('unknown');
    expect(compareReleases(release('a:1'), { images: [] })).toBe('unknown');
  });
});
