import { diffLines } from '../promotion/diffLines';
import { unifiedDiff } from './unifiedDiff';

describe('unifiedDiff', () => {
  it('says what a sync would change, line by line', () => {
    const diff = unifiedDiff({
      live: 'spec:\n  replicas: 3\n',
      desired: 'spec:\n  replicas: 2\n',
    });
    expect(diffLines(diff!).filter(({ kind }) => kind !== 'hunk')).toEqual([
      { kind: 'context', text: 'spec:' },
      { kind: 'removed', text: '  replicas: 3' },
      { kind: 'added', text: '  replicas: 2' },
    ]);
  });

  it('has only new lines for what is created, and only old ones for what is removed', () => {
    const kinds = (diff?: string) =>
      new Set(diffLines(diff ?? '').map(({ kind }) => kind));
    expect(kinds(unifiedDiff({ desired: 'a: 1\n' }))).toEqual(
      new Set(['hunk', 'added']),
    );
    expect(kinds(unifiedDiff({ live: 'a: 1\n' }))).toEqual(
      new Set(['hunk', 'removed']),
    );
  });

  it('is not there without the texts', () => {
    expect(unifiedDiff({})).toBeUndefined();
    expect(unifiedDiff({ live: 'a', tooLarge: true })).toBeUndefined();
  });
});
