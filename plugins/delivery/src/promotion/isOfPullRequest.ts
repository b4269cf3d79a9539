import type { Reason } from '@stonegarden/backstage-plugin-delivery-common';

const CODES: Array<Reason['code']> = [
  'HeadMoved',
  'PullRequestRetargeted',
  'PullRequestConflicts',
  'GateNoLongerPasses',
];

/**
 * Whether a promotion's reason is one that the facts of its pull request say already.
 *
 * @internal
 */
export function isOfPullRequest({ code }: Reason): boolean {
  return CODES.includes(code);
}
