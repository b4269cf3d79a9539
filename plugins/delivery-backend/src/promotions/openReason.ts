import {
  createReason,
  PromotionPullRequest,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';

/**
 * Why an open pull request had better not be merged as it is: what
 * somebody did to its branch, where it goes, then what it conflicts with,
 * then what the gates say. Undefined when nothing is known against it.
 */
export function openReason(
  {
    number,
    headMoved,
    retargeted,
    mergeable,
    conflicts,
    gates,
  }: PromotionPullRequest,
  environment: string,
): Reason | undefined {
  if (headMoved) {
    return createReason('HeadMoved', { pullRequest: number, ...headMoved });
  }
  if (retargeted) {
    return createReason('PullRequestRetargeted', {
      pullRequest: number,
      ...retargeted,
    });
  }
  if (mergeable === false) {
    return createReason('PullRequestConflicts', { files: conflicts ?? [] });
  }
  return gates?.reason
    ? createReason('GateNoLongerPasses', { environment, reason: gates.reason })
    : undefined;
}
