import { confirmedPruning } from './confirmedPruning';

const old = { kind: 'ConfigMap', namespace: 'shop', name: 'old' };
const role = {
  group: 'rbac.authorization.k8s.io',
  kind: 'ClusterRole',
  name: 'shop',
};

describe('confirmedPruning', () => {
  it('answers with what was confirmed and still requires pruning', () => {
    expect(confirmedPruning([old, role], [old, role])).toEqual([old, role]);
    expect(confirmedPruning([old, role], [role])).toEqual([role]);
  });

  it.each([
    ['of another name', { ...old, name: 'older' }, 'ConfigMap older in shop'],
    ['elsewhere', { ...old, namespace: 'cart' }, 'ConfigMap old in cart'],
    ['of another kind', { ...old, kind: 'Secret' }, 'Secret old in shop'],
    ['of another group', { ...role, group: 'acme.dev' }, 'ClusterRole shop'],
  ])('refuses one %s, and names it', (_what, other, words) => {
    expect(() => confirmedPruning([old, role], [old, role, other])).toThrow(
      `More requires pruning than was confirmed: ${words}. Nothing was removed.`,
    );
  });

  it('names a few of many', () => {
    const many = Array.from({ length: 8 }, (_, index) => ({
      kind: 'Secret',
      name: `s${index}`,
    }));
    expect(() => confirmedPruning([old], [old, ...many])).toThrow(
      'Secret s0, Secret s1, Secret s2, Secret s3, Secret s4 and 3 more.',
    );
  });

  it('says when nothing is left to prune', () => {
    expect(() => confirmedPruning([old], [])).toThrow(
      'Nothing of what was confirmed requires pruning any more, so nothing was removed.',
    );
  });
});
