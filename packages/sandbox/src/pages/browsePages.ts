import type { TreeEntry } from '../git/BareRepository';
import { Commit, commitTitle } from '../git/Commit';
import type { FileChange } from '../git/diffFiles';
import { encodePath } from '../github/json/addresses';
import type { GitHost } from '../host/GitHost';
import { personOf } from '../host/people';
import { diffHtml } from './diffHtml';
import { Html, html } from './html';
import { ago } from './layout';
import { markdown } from './markdown';
import { stateBadge } from './pullPage';

/**
 * Entry of the repository: pull requests, files, last commits and the README.
 *
 * @internal
 */
export function repositoryPage(
  host: GitHost,
  content: { entries: TreeEntry[]; commits: Commit[]; readme?: string },
): Html {
  const { entries, commits, readme } = content;
  return html`<h1>${host.owner}/${host.name}</h1>
    <p class="muted">
      Clone with
      <code>git clone ${host.baseUrl}/${host.owner}/${host.name}.git</code>
    </p>
    <h2>Pull requests</h2>
    ${pullRows(host)}
    <h2>Files</h2>
    ${entryRows(host, host.defaultBranch, '', entries)}
    <h2>Last commits</h2>
    ${commitRows(host, commits)}
    ${readme !== undefined &&
    html`<h2>README</h2>
      <div class="box">${markdown(readme)}</div>`}`;
}

/** @internal */
export function pullRows(host: GitHost): Html {
  const pulls = host.pulls.list();
  if (pulls.length === 0) {
    return html`<p class="box muted">
      None yet. The portal opens them here, and so does a push of a branch with
      the API.
    </p>`;
  }
  return html`<ul class="rows">
    ${pulls.map(
      pull =>
        html`<li>
          ${stateBadge(pull)}
          <a href="/${host.owner}/${host.name}/pull/${pull.number}"
            >${pull.title}</a
          >
          <span class="end"
            >#${pull.number}, ${personOf(pull.author).name},
            ${ago(pull.createdAt, host.now())}</span
          >
        </li>`,
    )}
  </ul>`;
}

/** @internal */
export function commitRows(host: GitHost, commits: Commit[]): Html {
  return html`<ul class="rows">
    ${commits.map(
      commit =>
        html`<li>
          <a href="/${host.owner}/${host.name}/commit/${commit.sha}"
            >${commitTitle(commit)}</a
          >
          <span class="end"
            >${commit.author.name}, ${ago(commit.committer.date, host.now())},
            <code>${commit.sha.slice(0, 7)}</code></span
          >
        </li>`,
    )}
  </ul>`;
}

/**
 * One commit with its message and changes.
 *
 * @internal
 */
export function commitPage(
  host: GitHost,
  commit: Commit,
  files: FileChange[],
): Html {
  const [title, ...rest] = commit.message.split('\n');
  const text = rest.join('\n').trim();
  const base = `/${host.owner}/${host.name}`;
  return html`<h1>${title}</h1>
    <p class="muted">
      ${commit.author.name}, ${ago(commit.committer.date, host.now())},
      <code>${commit.sha}</code>,
      <a href="${base}/tree/${commit.sha}">browse files</a>
    </p>
    ${text && html`<pre class="box">${text}</pre>`}
    <p class="muted">
      ${files.length} ${files.length === 1 ? 'file' : 'files'} changed
    </p>
    ${diffHtml(files)}`;
}

/**
 * A folder at a ref.
 *
 * @internal
 */
export function treePage(
  host: GitHost,
  ref: string,
  path: string,
  entries: TreeEntry[],
): Html {
  return html`${pathHeading(host, ref, path)}${entryRows(
    host,
    ref,
    path,
    entries,
  )}`;
}

/**
 * A file at a ref, with numbered lines that can be linked to (`#L12`).
 *
 * @internal
 */
export function blobPage(
  host: GitHost,
  ref: string,
  path: string,
  content: Buffer,
): Html {
  const raw = `/${host.owner}/${host.name}/raw/${encodePath(ref)}/${encodePath(
    path,
  )}`;
  const lines = content.toString('utf8').replace(/\n$/, '').split('\n');
  return html`${pathHeading(host, ref, path)}
    <p class="muted">${content.length} bytes, <a href="${raw}">raw</a></p>
    ${content.includes(0)
      ? html`<p class="box muted">Not a text file.</p>`
      : html`<div class="box scroll">
          <table class="code">
            <tbody>
              ${lines.map(
                (line, i) =>
                  html`<tr id="L${i + 1}">
                    <td class="n">${i + 1}</td>
                    <td>${line}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>`}`;
}

function entryRows(
  host: GitHost,
  ref: string,
  path: string,
  entries: TreeEntry[],
): Html {
  const sorted = [...entries].sort(
    (a, b) =>
      Number(a.type === 'blob') - Number(b.type === 'blob') ||
      a.path.localeCompare(b.path),
  );
  return html`<ul class="rows">
    ${sorted.map(entry => {
      const full = path ? `${path}/${entry.path}` : entry.path;
      return html`<li>
        <a href="${address(host, entry.type, ref, full)}"
          >${entry.path}${entry.type === 'tree' && '/'}</a
        >
      </li>`;
    })}
  </ul>`;
}

function pathHeading(host: GitHost, ref: string, path: string): Html {
  const parts = path ? path.split('/') : [];
  const crumbs = parts.map((part, i) =>
    i === parts.length - 1
      ? html` / ${part}`
      : html` /
          <a
            href="${address(
              host,
              'tree',
              ref,
              parts.slice(0, i + 1).join('/'),
            )}"
            >${part}</a
          >`,
  );
  return html`<h1>
      <a href="${address(host, 'tree', ref, '')}">${host.name}</a>${crumbs}
    </h1>
    <p class="muted">at <code>${ref}</code></p>`;
}

function address(
  host: GitHost,
  type: TreeEntry['type'],
  ref: string,
  path: string,
): string {
  const kind = type === 'blob' ? 'blob' : 'tree';
  const tail = path ? `/${encodePath(path)}` : '';
  return `/${host.owner}/${host.name}/${kind}/${encodePath(ref)}${tail}`;
}
