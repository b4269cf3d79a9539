import { diffHtml } from './diffHtml';

const FILE = {
  path: 'a<b>.yaml',
  status: 'modified' as const,
  sha: 'x',
  additions: 1,
  deletions: 1,
};

describe('diffHtml', () => {
  it('numbers and marks lines, and escapes them', () => {
    const patch =
      '@@ -3,2 +3,2 @@ spec:\n same\n-old\n+<new>\n\\ No newline at end of file';
    const { text } = diffHtml([{ ...FILE, patch }]);
    expect(text).toContain('a&lt;b&gt;.yaml');
    const rows = [
      ...text.matchAll(
        /<tr class="(\w*)">\s*<td class="n">(\d*)<\/td>\s*<td class="n">(\d*)<\/td>\s*<td>(.*?)<\/td>/g,
      ),
    ];
    expect(rows.map(([, ...cells]) => cells)).toEqual([
      ['hunk', '', '', '@@ -3,2 +3,2 @@ spec:'],
      ['', '3', '3', ' same'],
      ['del', '4', '', '-old'],
      ['add', '', '4', '+&lt;new&gt;'],
      ['hunk', '', '', '\\ No newline at end of file'],
    ]);
  });

  it('says so where there is no text, and where there is too much', () => {
    expect(diffHtml([FILE]).text).toContain('No text to compare');
    const patch = ['@@ -0,0 +1,3000 @@', ...Array(3000).fill('+x')].join('\n');
    expect(diffHtml([{ ...FILE, patch }]).text).toContain(
      '1001 more lines are not shown',
    );
  });
});
