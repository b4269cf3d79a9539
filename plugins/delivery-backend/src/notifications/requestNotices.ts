import {
  formatRelease,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import type { NoticeTopic, PromotionNotice } from './PromotionNotice';

/** Whoever has just asked is looking at it, and CI has hardly begun. */
const READY_AFTER_MS = 2 * 60 * 1000;

/** What whoever asked can do nothing about: everybody sees that all is stopped, and approvers are asked themselves. */
const FOR_OTHERS: readonly Reason['code'][] = [
  'LineStopped',
  'ApprovalAwaited',
  'ApprovalsMissing',
  'ApprovalVoid',
];

/** Of what gates say, that which does not pass by itself. */
function inNeed(reason: Reason): Reason[] {
  const reasons =
    reason.code === 'SeveralGates' ? reason.params.reasons : [reason];
  return reasons.filter(
    ({ changesAt, code }) => !changesAt && !FOR_OTHERS.includes(code),
  );
}

/** What stands in the way now, or that nothing does; undefined while there is nothing to do, or it is not known whether there is. */
function stateOf(
  { createdAt, pullRequest }: PromotionRecord,
  now: number,
): { topic: NoticeTopic; state: string; description: string } | undefined {
  const { checks, checksUnknown, conflicts, gates, headMoved, retargeted } =
    pullRequest ?? {};
  if (!pullRequest || headMoved || retargeted) {
    return undefined;
  }
  if (pullRequest.mergeable === false) {
    const files = conflicts?.length ? `: ${conflicts.join(', ')}` : '';
    return {
      topic: 'promotion-conflict',
      state: 'conflict',
      description: `The base branch has changed since${files}. Renew the pull request on the page.`,
    };
  }
  if (gates?.state === 'failed' && gates.reason) {
    const reasons = inNeed(gates.reason);
    return reasons.length === 0
      ? undefined
      : {
          topic: 'promotion-gate',
          state: `gate ${reasons
            .map(({ code }) => code)
            .sort()
            .join(' ')}`,
          description: reasons.map(({ message }) => message).join(' '),
        };
  }
  if (checks?.state === 'failed') {
    const failed = checks.items.filter(({ state }) => state === 'failed');
    return {
      topic: 'promotion-gate',
      state: 'checks',
      description: `Failed: ${failed.map(({ name }) => name).join(', ')}.`,
    };
  }
  // The portal merges nothing by itself while a gate is overridden, whatever the policy says.
  const isOverridden = gates?.state === 'overridden';
  const isReady =
    (isOverridden || (gates?.state === 'passed' && !gates.direct)) &&
    pullRequest.mergeable === true &&
    !checksUnknown &&
    (!checks || checks.state === 'passed') &&
    now >= Date.parse(createdAt) + READY_AFTER_MS;
  return isReady
    ? {
        topic: 'promotion-ready',
        state: isOverridden ? 'ready overridden' : 'ready',
        description: `${
          isOverridden
            ? 'Somebody has overridden the gates that held it back, and every other gate has passed.'
            : 'Every gate has passed.'
        } Pull request #${pullRequest.number} is to be merged at the Git host.`,
      }
    : undefined;
}

function titleOf(topic: NoticeTopic, what: string): string {
  switch (topic) {
    case 'promotion-conflict':
      return `${what} has conflicts`;
    case 'promotion-ready':
      return `${what} can be merged`;
    default:
      return `${what} does not pass any more`;
  }
}

/** What whoever asked for a promotion has to know because it does not go on without them. */
export function requestNotices(
  record: PromotionRecord,
  service: string,
  now = Date.now(),
): PromotionNotice[] {
  const { finishedAt, headCommit, id, pullRequest, release } = record;
  const { rollback, status, to } = record;
  if (rollback || !headCommit) {
    return [];
  }
  const what = `The promotion of ${service} ${formatRelease(release)} to ${to}`;
  const scope = `promotion-request ${id}`;
  if (status === 'rejected' && pullRequest) {
    return [
      {
        // One that was opened again may be closed again.
        key: `closed ${finishedAt ?? ''}`.trim(),
        topic: 'promotion-closed',
        audience: { to: 'asker' },
        title: `${what} was closed without a merge`,
        description: `Somebody closed pull request #${pullRequest.number} at the Git host.`,
        scope,
        severity: 'normal',
      },
    ];
  }
  const found = status === 'open' ? stateOf(record, now) : undefined;
  return found
    ? [
        {
          key: `${found.state} ${headCommit}`,
          topic: found.topic,
          audience: { to: 'requester' },
          title: titleOf(found.topic, what),
          description: found.description,
          scope,
          severity: 'normal',
        },
      ]
    : [];
}
