import { diffLines } from './diffLines';

describe('diffLines', () => {
  it('leaves out file headers and keeps lines that begin like them', () => {
    const diff = [
      'diff --git a/x b/x',
      '--- a/x',
      '+++ b/x',
      '@@ -1,3 +1,3 @@',
      ' one',
      '--- two',
      '+++ two',
      '\\ No newline at end of file',
      '',
    ].join('\n');
    expect(diffLines(diff)).toEqual([
      { kind: 'hunk', text: '@@ -1,3 +1,3 @@' },
      { kind: 'context', text: 'one' },
      { kind: 'removed', text: '-- two' },
      { kind: 'added', text: '++ two' },
    ]);
  });

  it('has no lines for an empty diff', () => {
    expect(diffLines('')).toEqual([]);
  });
});
