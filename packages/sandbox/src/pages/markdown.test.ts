import { markdown } from './markdown';

describe('markdown', () => {
  it('renders text and keeps HTML and bad links out', () => {
    const { text } = markdown(
      '**bold** <script>alert(1)</script>\n\n[x](javascript:alert(1)) ![i](http://x/i.png) [ok](https://example.org)',
    );
    expect(text).toContain('<strong>bold</strong>');
    expect(text).not.toMatch(/<script|href="javascript|<img/);
    expect(text).toContain('href="https://example.org"');
  });
});
