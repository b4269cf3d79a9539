import { pullDetailJson } from '../github/json/pullJson';
import { repositoryJson, userJson } from '../github/json/repositoryJson';
import type { GitHost } from '../host/GitHost';
import type { PullRequestEvent } from '../pulls/PullRequestStore';

/**
 * What GitHub sends for a `pull_request`.
 *
 * @internal
 */
export async function pullRequestPayload(
  host: GitHost,
  event: PullRequestEvent,
) {
  const { action, pull, actor, before, after, changes } = event;
  return {
    action,
    number: pull.number,
    pull_request: await pullDetailJson(host, pull),
    ...(before ? { before, after } : {}),
    ...(changes ? { changes } : {}),
    repository: repositoryJson(host),
    organization: userJson(host, host.owner),
    sender: userJson(host, actor),
  };
}
