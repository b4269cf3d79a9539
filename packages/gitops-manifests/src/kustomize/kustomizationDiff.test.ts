import { unifiedDiff } from './kustomizationDiff';

describe('unifiedDiff', () => {
  it('shows one changed line with three lines around it', () => {
    const before = ['1', '2', '3', '4', 'old', '6', '7', '8', '9', ''].join(
      '\n',
    );
    expect(unifiedDiff('a/k.yaml', before, before.replace('old', 'new')))
      .toBe(`--- a/a/k.yaml
+++ b/a/k.yaml
@@ -2,7 +2,7 @@
 2
 3
 4
-old
+new
 6
 7
 8
`);
  });

  it('is empty when nothing differs', () => {
    expect(unifiedDiff('k.yaml', 'a\n', 'a\n')).toBe('');
  });
});
