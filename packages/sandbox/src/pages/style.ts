/**
 * The style of all pages. Light and dark follow the reader's system.
 *
 * @internal
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --bg: #ffffff; --soft: #f4f6f5; --line: #d5dbd8; --text: #1c2421; --muted: #56625d; --link: #0b5cad;
  --good: #1a6b3c; --bad: #b3261e; --busy: #8a5a00; --merged: #6b3fa0;
  --add: #e3f6e8; --del: #fdeae8; --hunk: #eaf1fb;
}
@media (prefers-color-scheme: dark) {
  :root {
    --bg: #151a18; --soft: #1e2523; --line: #36403c; --text: #e6ebe8; --muted: #a3afa9; --link: #7db8f7;
    --good: #6fd08f; --bad: #ff8a80; --busy: #f0b94a; --merged: #c4a2f5;
    --add: #16351f; --del: #43201e; --hunk: #1d2b3d;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
a { color: var(--link); }
a:focus-visible, button:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 1rem; top: 0.5rem; background: var(--bg); padding: 0.25rem 0.5rem; }
header.top { border-bottom: 1px solid var(--line); background: var(--soft); padding: 0.75rem 1.5rem; display: flex; gap: 0.5rem 1.5rem; flex-wrap: wrap; align-items: baseline; }
header.top a { font-weight: 600; text-decoration: none; }
header.top .note { color: var(--muted); font-size: 0.875rem; }
main { max-width: 64rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 0.5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 2rem 0 0.5rem; }
.muted { color: var(--muted); }
.number { color: var(--muted); font-weight: 400; }
.badge { display: inline-block; padding: 0.1rem 0.6rem; border: 1px solid currentColor; border-radius: 1rem; font-size: 0.875rem; font-weight: 600; }
.good { color: var(--good); } .bad { color: var(--bad); } .busy { color: var(--busy); } .merged { color: var(--merged); }
.box { border: 1px solid var(--line); border-radius: 0.5rem; padding: 1rem; margin: 0.75rem 0; overflow-wrap: anywhere; }
.box > :first-child { margin-top: 0; } .box > :last-child { margin-bottom: 0; }
.alert { border-color: var(--bad); }
ul.rows { list-style: none; margin: 0.5rem 0; padding: 0; border: 1px solid var(--line); border-radius: 0.5rem; }
ul.rows > li { padding: 0.5rem 1rem; border-top: 1px solid var(--line); display: flex; gap: 0.25rem 1rem; flex-wrap: wrap; align-items: baseline; overflow-wrap: anywhere; }
ul.rows > li:first-child { border-top: 0; }
ul.rows .end { margin-left: auto; color: var(--muted); font-size: 0.875rem; }
code, pre, .code { font: 0.8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { overflow: auto; }
form { display: inline; }
.actions { display: flex; gap: 0.75rem; flex-wrap: wrap; margin-top: 1rem; }
button { font: inherit; font-weight: 600; padding: 0.45rem 1.1rem; border-radius: 0.4rem; border: 1px solid var(--line); background: var(--soft); color: var(--text); cursor: pointer; }
button.primary { background: #1a6b3c; border-color: #1a6b3c; color: #ffffff; }
button[disabled] { opacity: 0.55; cursor: not-allowed; }
form.people { display: block; max-width: 40rem; }
button.person { display: block; width: 100%; text-align: left; font-weight: 400; margin: 0.75rem 0; padding: 0.9rem 1.1rem; border-radius: 0.5rem; background: var(--bg); }
button.person:hover { background: var(--soft); border-color: var(--link); }
button.person > span { display: block; }
button.person .name { font-weight: 600; font-size: 1.05rem; color: var(--link); }
details.file { border: 1px solid var(--line); border-radius: 0.5rem; margin: 0.75rem 0; overflow: hidden; }
details.file > summary { padding: 0.5rem 1rem; background: var(--soft); cursor: pointer; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table.code { border-collapse: collapse; width: 100%; }
table.code td { padding: 0 0.5rem; white-space: pre; vertical-align: top; }
table.code td.n { text-align: right; color: var(--muted); user-select: none; width: 1%; }
tr.add td { background: var(--add); } tr.del td { background: var(--del); } tr.hunk td { background: var(--hunk); color: var(--muted); }
tr:target td { background: var(--hunk); }
.box table:not(.code) { border-collapse: collapse; }
.box table:not(.code) th, .box table:not(.code) td { border: 1px solid var(--line); padding: 0.25rem 0.75rem; text-align: left; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.5rem; } dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 40rem) { main { padding: 1rem; } dl { grid-template-columns: 1fr; } dd { margin-bottom: 0.5rem; } }
`;
