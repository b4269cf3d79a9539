import type { CheckResult } from '../checks/CheckResult';
import { commitTitle } from '../git/Commit';
import type { GitHost } from '../host/GitHost';
import type { PullRequest } from '../host/HostState';
import { personOf } from '../host/people';
import type { Mergeability } from '../pulls/mergeCommit';
import { diffHtml } from './diffHtml';
import { Html, html } from './html';
import { ago } from './layout';
import { markdown } from './markdown';

/**
 * A pull request for people: what it is, what it changes, what the checks say, and what can be done with it.
 *
 * @internal
 */
export async function pullPage(
  host: GitHost,
  pull: PullRequest,
  form: { guard: Html; problem?: string },
): Promise<Html> {
  const [files, commits, checks, mergeability] = await Promise.all([
    host.pulls.files(pull),
    host.pulls.commits(pull),
    host.checks.run(pull.base.sha, pull.head.sha),
    host.pulls.mergeability(pull),
  ]);
  const comments = host.state.value.comments.filter(
    it => it.issue === pull.number,
  );
  const now = host.now();
  const base = `/${host.owner}/${host.name}`;
  return html`<h1>${pull.title} <span class="number">#${pull.number}</span></h1>
    <p>
      ${stateBadge(pull)}
      <span class="muted"
        >${personOf(pull.author).name}
        ${pull.state === 'open' ? 'wants' : 'wanted'} to bring
        <code>${pull.head.ref}</code> into <code>${pull.base.ref}</code>, opened
        ${ago(pull.createdAt, now)}</span
      >
    </p>
    ${form.problem &&
    html`<div class="box alert" role="alert">
      <strong class="bad">Not done.</strong> ${form.problem}
    </div>`}
    <div class="box">
      ${pull.body
        ? markdown(pull.body)
        : html`<p class="muted">No description.</p>`}
    </div>
    ${comments.map(
      comment =>
        html`<div class="box">
          <p class="muted">
            ${personOf(comment.author).name}, ${ago(comment.createdAt, now)}
          </p>
          ${markdown(comment.body)}
        </div>`,
    )}
    <h2>Checks</h2>
    <ul class="rows">
      ${checks.map(checkRow)}
    </ul>
    ${outcome(
      pull,
      mergeability,
      checks,
      form.guard,
      `${base}/pull/${pull.number}`,
      now,
    )}
    <h2>Changes</h2>
    <p class="muted">
      ${files.length} ${files.length === 1 ? 'file' : 'files'} in
      ${commits.length} ${commits.length === 1 ? 'commit' : 'commits'}
    </p>
    <ul class="rows">
      ${commits.map(
        commit =>
          html`<li>
            <a href="${base}/commit/${commit.sha}">${commitTitle(commit)}</a>
            <span class="end"
              >${commit.author.name},
              <code>${commit.sha.slice(0, 7)}</code></span
            >
          </li>`,
      )}
    </ul>
    ${diffHtml(files)}`;
}

/**
 * Open, merged or closed, as a word.
 *
 * @internal
 */
export function stateBadge(pull: PullRequest): Html {
  if (pull.mergedAt) {
    return html`<span class="badge merged">Merged</span>`;
  }
  return pull.state === 'open'
    ? html`<span class="badge good">${pull.draft ? 'Draft' : 'Open'}</span>`
    : html`<span class="badge bad">Closed</span>`;
}

function checkRow(check: CheckResult): Html {
  const [tone, word] = {
    success: ['good', '✓ Passed'],
    failure: ['bad', '✕ Failed'],
    neutral: ['muted', '– Skipped'],
  }[check.conclusion];
  return html`<li>
    <strong class="${tone}">${word}</strong> <code>${check.name}</code>
    <span>${check.title}</span> ${check.annotations.length > 0 &&
    html`<pre class="box">
${check.annotations
        .map(({ path, line, message }) => `${path}:${line}: ${message}`)
        .join('\n')}</pre
    >`}
  </li>`;
}

function outcome(
  pull: PullRequest,
  mergeability: Mergeability,
  checks: CheckResult[],
  guard: Html,
  address: string,
  now: Date,
): Html {
  if (pull.mergedAt) {
    return html`<div class="box" role="status">
      <strong class="merged">Merged</strong> into
      <code>${pull.base.ref}</code> by ${personOf(pull.mergedBy ?? '').name}
      ${ago(pull.mergedAt, now)} as
      <code>${pull.mergeCommitSha?.slice(0, 7)}</code>. Argo CD follows
      <code>${pull.base.ref}</code> from here.
    </div>`;
  }
  if (pull.state === 'closed') {
    return html`<div class="box" role="status">
      <strong class="bad">Closed</strong> without merging.
      <div class="actions">
        ${button(`${address}/reopen`, guard, pull, 'Reopen')}
      </div>
    </div>`;
  }
  const conflict = mergeability.state === 'conflict';
  const failing = checks.some(({ conclusion }) => conclusion === 'failure');
  return html`<div class="box">
    ${conflict
      ? html`<p>
          <strong class="bad">Cannot be merged.</strong>
          <code>${pull.base.ref}</code> has changed the same lines in
          ${mergeability.state === 'conflict' && mergeability.files.join(', ')}.
          Bring <code>${pull.base.ref}</code> into
          <code>${pull.head.ref}</code> and solve it there, or close this and
          ask for the change again.
        </p>`
      : html`<p>
          ${failing
            ? html`<strong class="bad">A check failed.</strong> Merging is
                possible, but what is merged will not work.`
            : html`<strong class="good">No conflicts</strong> with
                <code>${pull.base.ref}</code>.`}
        </p>`}
    <div class="actions">
      ${button(
        `${address}/merge`,
        guard,
        pull,
        'Merge',
        conflict || pull.draft,
      )}
      ${button(`${address}/close`, guard, pull, 'Close')}
    </div>
  </div>`;
}

function button(
  action: string,
  guard: Html,
  pull: PullRequest,
  text: string,
  disabled = false,
): Html {
  return html`<form method="post" action="${action}">
    ${guard}<input type="hidden" name="head" value="${pull.head.sha}" />
    <button
      type="submit"
      class="${text === 'Merge' && 'primary'}"
      ${disabled && html`disabled`}
    >
      ${text}
    </button>
  </form>`;
}
