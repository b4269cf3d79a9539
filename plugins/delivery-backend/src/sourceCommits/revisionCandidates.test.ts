import fc from 'fast-check';
import { revisionCandidates } from './revisionCandidates';

const read = (tag: string | undefined) =>
  revisionCandidates(tag).map(revision =>
    'tag' in revision ? revision.tag : `#${revision.commit}`,
  );

describe('revisionCandidates', () => {
  it.each<[string | undefined, string[]]>([
    [undefined, []],
    ['latest', []],
    ['main', []],
    ['1.2.3', ['1.2.3', 'v1.2.3']],
    ['v1.2.3', ['v1.2.3', '1.2.3']],
    ['1.2.3-rc.1', ['1.2.3-rc.1', 'v1.2.3-rc.1']],
    ['release-7', ['release-7']],
    ['20260101', ['20260101', 'v20260101']],
    ['abc1234', ['#abc1234', 'abc1234']],
    ['sha-abc1234', ['sha-abc1234', '#abc1234']],
    ['sha-1234567', ['sha-1234567', '#1234567']],
    ['main-abc1234', ['main-abc1234', '#abc1234']],
    ['main-20260101-0a1b2c3', ['main-20260101-0a1b2c3', '#0a1b2c3']],
    [
      'v1.2.3-4-gabc1234',
      ['v1.2.3-4-gabc1234', '1.2.3-4-gabc1234', '#abc1234'],
    ],
    ['a'.repeat(39).concat('1'), [`#${'a'.repeat(39)}1`, `${'a'.repeat(39)}1`]],
    ['1.2.3.lock', []],
    ['1..2', []],
    ['1.2/../../x', []],
  ])('reads %j as %j', (tag, expected) => {
    expect(read(tag)).toEqual(expected);
  });

  it('makes nothing of any text but a few names that are safe in an address', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.stringMatching(/^[\w.-]{1,40}$/),
          fc.string({ unit: 'grapheme' }),
        ),
        tag => {
          const candidates = revisionCandidates(tag);
          expect(candidates.length).toBeLessThanOrEqual(3);
          for (const candidate of candidates) {
            expect(Object.values(candidate)[0]).toMatch(
              'tag' in candidate
                ? /^(?!.*\.\.)[A-Za-z0-9_][\w.-]*$/
                : /^[0-9a-f]{7,40}$/,
            );
          }
        },
      ),
    );
  });

  it('finds the commit at the end of any tag that names it', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-f][0-9][0-9a-f]{5,38}$/),
        fc.constantFrom('main-', 'sha-', '1.2.3-', 'v2.0.0-3-g'),
        (commit, prefix) => {
          expect(read(`${prefix}${commit}`)).toContain(`#${commit}`);
        },
      ),
    );
  });
});
