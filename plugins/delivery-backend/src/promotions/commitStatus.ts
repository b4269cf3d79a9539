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
  'entityRef' | 'pullRequest' | 'reason' | 'rollback'
>;

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

/** Undefined before there is a pull request, and before its gates were asked. */
export function commitStatusOf(record: Asked): CommitStatus | undefined {
  const { pullRequest, reason, rollback } = record;
  if (!pullRequest) {
    return undefined;
  }
  const state = stateOf(pullRequest);
  return state === 'pending' && !pullRequest.gates
    ? undefined
    : {
        state,
        description:
          reason?.message ??
          overriddenLine(pullRequest.gates?.held) ??
          (rollback ? 'Nothing holds this rollback up.' : 'All gates pass.'),
      };
}

/** One answer for all promotions that a pull request brings: it passes only when those of all do. */
export function sharedStatusOf(records: readonly Asked[]): CommitStatus {
  const asked = records.map(record => ({
    record,
    status: commitStatusOf(record) ?? {
      state: 'pending' as const,
      description: 'The gates have not been asked yet.',
    },
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
