import type { Application } from '../argocd/Application';
import { Html, html } from './html';
import { ago } from './layout';

const TONES: Record<string, string> = {
  Synced: 'good',
  Healthy: 'good',
  Succeeded: 'good',
  OutOfSync: 'busy',
  Progressing: 'busy',
  Running: 'busy',
  Missing: 'busy',
  Degraded: 'bad',
  Failed: 'bad',
  Error: 'bad',
};

/**
 * An application for people: sync, health, images and history.
 *
 * @internal
 */
export function applicationPage(
  application: Application,
  links: { repository: string },
  now: Date,
): Html {
  const { metadata, spec, status } = application;
  const { operationState, history = [] } = status;
  const commit = (sha: string) =>
    html`<a href="${links.repository}/commit/${sha}"
      ><code>${sha.slice(0, 7)}</code></a
    >`;
  return html`<h1>${metadata.name}</h1>
    <p>
      ${word(status.health.status)} ${word(status.sync.status)}
      <span class="muted"
        >health changed ${ago(status.health.lastTransitionTime, now)}</span
      >
    </p>
    ${status.health.message &&
    html`<div class="box alert">${status.health.message}</div>`}
    ${(status.conditions ?? []).map(
      condition =>
        html`<div class="box alert">
          <strong>${condition.type}</strong> ${condition.message}
        </div>`,
    )}
    <dl>
      <dt>Project</dt>
      <dd>${spec.project}</dd>
      <dt>Destination</dt>
      <dd>${spec.destination.name}, namespace ${spec.destination.namespace}</dd>
      <dt>Source</dt>
      <dd>
        <a
          href="${links.repository}/tree/${spec.source.targetRevision}/${spec
            .source.path}"
          >${spec.source.path}</a
        >
      </dd>
      <dt>Sync</dt>
      <dd>
        ${spec.syncPolicy?.automated ? 'by itself, each commit' : 'by a person'}
      </dd>
      <dt>Compared with</dt>
      <dd>${status.sync.revision && commit(status.sync.revision)}</dd>
      <dt>Images</dt>
      <dd>
        ${(status.summary.images ?? []).map(
          image => html`<code>${image}</code><br />`,
        )}
      </dd>
      ${operationState &&
      html`<dt>Last operation</dt>
        <dd>${word(operationState.phase)} ${operationState.message ?? ''}</dd>`}
    </dl>
    <h2>History</h2>
    ${history.length === 0
      ? html`<p class="box muted">Nothing was deployed yet.</p>`
      : html`<ul class="rows">
          ${[...history].reverse().map(
            entry =>
              html`<li>
                ${commit(entry.revision)}
                <span
                  >${entry.initiatedBy.automated
                    ? 'by itself'
                    : `by ${entry.initiatedBy.username ?? 'unknown'}`}</span
                ><span class="end"
                  >#${entry.id}, ${ago(entry.deployedAt, now)}</span
                >
              </li>`,
          )}
        </ul>`}`;
}

/**
 * A list of all applications with their state.
 *
 * @internal
 */
export function applicationsPage(applications: Application[]): Html {
  return html`<h1>Applications</h1>
    <ul class="rows">
      ${applications.map(
        ({ metadata, status }) =>
          html`<li>
            <a href="/applications/argocd/${metadata.name}">${metadata.name}</a>
            <span class="end"
              >${word(status.health.status)} ${word(status.sync.status)}</span
            >
          </li>`,
      )}
    </ul>`;
}

function word(text: string): Html {
  return html`<span class="badge ${TONES[text] ?? 'muted'}">${text}</span>`;
}
