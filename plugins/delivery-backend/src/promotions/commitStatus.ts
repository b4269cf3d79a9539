import type { PromotionPullRequest } from '@stonegarden/backstage-plugin-delivery-common';
import type { CommitCheck } from '@stonegarden/backstage-plugin-delivery-node';
import { parseEntityRef } from '@backstage/catalog-model';
import { overriddenLine } from './overrideText';
import type { PromotionRecord } from './PromotionRecord';

/** What the commit status on the head of a pull request says. */
export interface CommitStatus {
  state: CommitCheck['state'];
  description: string;
}

type Asked = Pick<
  PromotionRecord,
  'entityRef' | 'pullRequest' | 'reason' | 'rollback' | 'told'
>;

/** Gates are asked again every five minutes: what they said longer ago than this is not known to hold. */
const STALE_AFTER_MS = 15 * 60 * 1000;

const NOT_ASKED: CommitStatus = {
  state: 'pending',
  description: 'The gates have not been asked yet.',
};
const NOT_KNOWN: CommitStatus = {
  state: 'pending',
  description: 'It is not known at the moment what the gates say.',
};

const WORST_FIRST = ['failed', 'pending', 'passed'] as const;

function stateOf(facts: PromotionPullRequest): CommitCheck['state'] {
  if (facts.headMoved || facts.retargeted || facts.mergeable === false) {
    return 'failed';
  }
  switch (facts.gates?.state) {
    case 'overridden':
      return 'passed';
    case 'passed':
    case 'failed':
      return facts.gates.state;
    default:
      return 'pending';
  }
}

/**
 * Undefined before there is a pull request, and before its gates were asked. What was said before does not stay when they can be
 * asked no longer.
 */
export function commitStatusOf(record: Asked): CommitStatus | undefined {
  const { pullRequest, reason, rollback, told } = record;
  if (!pullRequest) {
    return undefined;
  }
  const state = stateOf(pullRequest);
  if (state === 'passed' && reason?.code === 'CheckFailed') {
    return NOT_KNOWN;
  }
  if (state === 'pending' && !pullRequest.gates) {
    return told.status === undefined ? undefined : NOT_KNOWN;
  }
  return {
    state,
    description:
      reason?.message ??
      overriddenLine(pullRequest.gates?.held) ??
      (rollback ? 'Nothing holds this rollback up.' : 'All gates pass.'),
  };
}

/** What one of several says: nothing old passes, as the others write the status also while this one cannot be looked at. */
function sharedBy(record: Asked, now: Date): CommitStatus {
  const status = commitStatusOf(record) ?? NOT_ASKED;
  const ageMs =
    now.getTime() - Date.parse(record.pullRequest?.gates?.asOf ?? '');
  return status.state === 'passed' && !(ageMs < STALE_AFTER_MS)
    ? NOT_KNOWN
    : status;
}

/** One answer for all promotions that a pull request brings: it passes only when those of all do. */
export function sharedStatusOf(
  records: readonly Asked[],
  now: Date,
): CommitStatus {
  const asked = records.map(record => ({
    record,
    status: sharedBy(record, now),
  }));
  const state =
    WORST_FIRST.find(each =>
      asked.some(({ status }) => status.state === each),
    ) ?? 'pending';
  const overridden = records.find(({ pullRequest }) =>
    overriddenLine(pullRequest?.gates?.held),
  );
  if (state === 'passed' && !overridden) {
    return {
      state,
      description: `All gates of ${asked.length} services pass.`,
    };
  }
  if (state === 'passed' && overridden) {
    return {
      state,
      description: `${
        parseEntityRef(overridden.entityRef).name
      }: ${overriddenLine(overridden.pullRequest?.gates?.held)}`,
    };
  }
  const said = asked.filter(({ status }) => status.state === state);
  const [first] = said;
  const others = said.length - 1;
  return {
    state,
    description: [
      `${parseEntityRef(first.record.entityRef).name}`,
      ...(others > 0 ? [` and ${others} more`] : []),
      `: ${first.status.description}`,
    ].join(''),
  };
}

/** By which a status that was written is known again. */
export function keyOfStatus(
  head: string,
  { state, description }: CommitStatus,
): string {
  return `${head} ${state} ${description}`;
}
