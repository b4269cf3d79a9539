import type { GitHost } from '../../host/GitHost';
import type { PullRequestReview } from '../../host/HostState';
import { addressesOf, nodeId } from './addresses';
import { userJson } from './repositoryJson';
import { seconds } from './seconds';

/**
 * A review of a pull request as GitHub lists it.
 *
 * @internal
 */
export function reviewJson(host: GitHost, review: PullRequestReview) {
  const { repo, web } = addressesOf(host);
  const pull = `${repo}/pulls/${review.pull}`;
  const page = `${web}/pull/${review.pull}#pullrequestreview-${review.id}`;
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: userJson(host, review.author),
    body: review.body,
    state: review.state,
    html_url: page,
    pull_request_url: pull,
    author_association: 'MEMBER',
    _links: { html: { href: page }, pull_request: { href: pull } },
    submitted_at: seconds(review.submittedAt),
    commit_id: review.commit,
  };
}
