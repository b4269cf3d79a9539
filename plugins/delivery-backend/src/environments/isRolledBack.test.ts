import { isRolledBack } from './isRolledBack';

const deployed = (...revisions: Array<string | undefined>) =>
  revisions.map(revision => ({ revision }));

describe('isRolledBack', () => {
  it.each([
    ['a rollback to the one before', ['a', 'b', 'a'], 'b', true],
    ['a rollback, and Git went on', ['a', 'b', 'a'], 'c', true],
    ['a rollback that was repeated', ['a', 'b', 'a', 'a'], 'b', true],
    ['a branch that was reset', ['a', 'b', 'a'], 'a', false],
    ['a sync after the rollback', ['a', 'b', 'a', 'b'], 'b', false],
    ['a newer one again, and Git went on', ['a', 'b', 'a', 'b'], 'c', false],
    ['back to the middle', ['a', 'b', 'c', 'a', 'b'], 'd', true],
    ['the same commit twice', ['a', 'a'], 'b', false],
    ['commits in a row', ['a', 'b', 'c'], 'd', false],
    ['nothing deployed', [], 'a', false],
    ['a commit that is not known', ['a', 'b', undefined], 'b', false],
    ['a compared commit that is not known', ['a', 'b', 'a'], undefined, false],
  ])('%s', (_what, revisions, compared, expected) => {
    expect(isRolledBack(deployed(...revisions), compared, 'OutOfSync')).toBe(
      expected,
    );
  });

  it('a rollback that Git agrees with is none outside it', () => {
    expect(isRolledBack(deployed('a', 'b', 'a'), 'c', 'Synced')).toBe(false);
  });
});
