import { html, trustedHtml } from './html';

describe('html', () => {
  it('escapes what is put in, and keeps what is HTML already', () => {
    const text = `<script>"'&`;
    expect(html`<p title="${text}">${text}</p>`.text).toBe(
      '<p title="&lt;script&gt;&quot;&#39;&amp;">&lt;script&gt;&quot;&#39;&amp;</p>',
    );
    expect(html`${trustedHtml('<b>')}${html`<i>${'<'}</i>`}`.text).toBe(
      '<b><i>&lt;</i>',
    );
  });

  it('takes lists and leaves out what is not there', () => {
    expect(
      html`${[1, html`<i>x</i>`, 'a']}${null}${undefined}${false}${0}`.text,
    ).toBe('1<i>x</i>a0');
  });
});
