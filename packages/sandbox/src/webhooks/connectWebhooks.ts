import type { GitHost } from '../host/GitHost';
import type { PullRequestStore } from '../pulls/PullRequestStore';
import { pullRequestPayload } from './pullRequestPayload';
import { pushPayload } from './pushPayload';
import type { WebhookSender } from './WebhookSender';

/**
 * Tells the portal of each push and of each change of a pull request.
 *
 * @internal
 */
export function connectWebhooks(
  host: GitHost,
  pulls: PullRequestStore,
  sender: WebhookSender,
) {
  host.refs.addListener(async changes => {
    for (const change of changes) {
      await sender.send('push', await pushPayload(host, change));
    }
  });
  pulls.addListener(async event => {
    await sender.send('pull_request', await pullRequestPayload(host, event));
  });
}
