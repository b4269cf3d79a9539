import type { CheckResult } from '../../checks/CheckResult';
import type { Commit } from '../../git/Commit';
import type { CommitStatus } from '../../host/HostState';
import type { GitHost } from '../../host/GitHost';
import { addressesOf, nodeId, numericId } from './addresses';
import { userJson } from './repositoryJson';
import { seconds } from './seconds';

/** @internal */
export function statusJson(host: GitHost, status: CommitStatus) {
  const creator = userJson(host, status.author);
  return {
    url: `${addressesOf(host).repo}/statuses/${status.sha}`,
    avatar_url: creator.avatar_url,
    id: status.id,
    node_id: nodeId('Status', status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: seconds(status.createdAt),
    updated_at: seconds(status.createdAt),
    creator,
  };
}

/**
 * GitHub's sum of statuses: failure wins, then pending; none at all is pending.
 *
 * @internal
 */
export function combinedState(statuses: CommitStatus[]) {
  if (statuses.some(({ state }) => state === 'failure' || state === 'error')) {
    return 'failure';
  }
  const done = statuses.every(({ state }) => state === 'success');
  return done && statuses.length > 0 ? 'success' : 'pending';
}

/**
 * A check of the sandbox as a completed check run.
 *
 * @internal
 */
export function checkRunJson(
  host: GitHost,
  commit: Commit,
  result: CheckResult,
) {
  const { repo, web } = addressesOf(host);
  const id = numericId(`${commit.sha} ${result.name}`);
  const time = new Date(commit.committer.date).toISOString();
  return {
    id,
    node_id: nodeId('CheckRun', id),
    head_sha: commit.sha,
    external_id: '',
    url: `${repo}/check-runs/${id}`,
    html_url: `${web}/commit/${commit.sha}`,
    details_url: `${web}/commit/${commit.sha}`,
    name: result.name,
    status: 'completed',
    conclusion: result.conclusion,
    started_at: seconds(time),
    completed_at: seconds(time),
    output: {
      title: result.title,
      summary: result.annotations
        .map(({ path, line, message }) => `${path}:${line}: ${message}`)
        .join('\n'),
      text: null,
      annotations_count: result.annotations.length,
      annotations_url: `${repo}/check-runs/${id}/annotations`,
    },
    check_suite: null,
    app: null,
    pull_requests: [],
  };
}
