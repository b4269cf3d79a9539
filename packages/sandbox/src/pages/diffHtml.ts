import type { FileChange } from '../git/diffFiles';
import { Html, html } from './html';

const MAX_LINES = 2000;

/**
 * Changed files, each to fold away, with line numbers and colored lines.
 *
 * @internal
 */
export function diffHtml(files: FileChange[]): Html {
  return html`${files.map(fileHtml)}`;
}

function fileHtml(file: FileChange): Html {
  const moved = file.previousPath ? `${file.previousPath} → ` : '';
  const lines = file.patch?.split('\n') ?? [];
  return html`<details class="file" open>
    <summary>
      <code>${moved}${file.path}</code>
      <span class="muted">${file.status},</span>
      <span class="good">+${file.additions}</span>
      <span class="bad">−${file.deletions}</span>
    </summary>
    ${lines.length > 0
      ? html`<div class="scroll">
          <table class="code">
            <tbody>
              ${linesHtml(lines)}
            </tbody>
          </table>
        </div>`
      : html`<p class="box muted">No text to compare.</p>`}
    ${lines.length > MAX_LINES &&
    html`<p class="box muted">
      ${lines.length - MAX_LINES} more lines are not shown.
    </p>`}
  </details>`;
}

function linesHtml(lines: string[]): Html[] {
  let before = 0;
  let after = 0;
  return lines.slice(0, MAX_LINES).map(line => {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line);
    if (hunk) {
      before = Number(hunk[1]);
      after = Number(hunk[2]);
      return row('hunk', '', '', line);
    }
    switch (line[0]) {
      case '+':
        return row('add', '', after++, line);
      case '-':
        return row('del', before++, '', line);
      case '\\':
        return row('hunk', '', '', line);
      default:
        return row('', before++, after++, line);
    }
  });
}

function row(
  kind: string,
  before: number | '',
  after: number | '',
  text: string,
): Html {
  return html`<tr class="${kind}">
    <td class="n">${before}</td>
    <td class="n">${after}</td>
    <td>${text}</td>
  </tr>`;
}
