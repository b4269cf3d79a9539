import {
  createReason,
  isSameReason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GateAnswer,
  GateFacts,
} from '@stonegarden/backstage-plugin-delivery-node';

/** What holds a promotion back the most comes first. */
const WORST_FIRST: ReadonlyArray<GateAnswer['status']> = [
  'failed',
  'unknown',
  'pending',
  'skipped',
  'passed',
];

/** The facts, once for each environment that the Release must have been verified in: each as if it alone were promoted from. */
function eachSource(facts: GateFacts): GateFacts[] {
  const { otherSources = [], past, ...shared } = facts;
  return [
    { ...shared, ...(past ? { past } : {}) },
    ...otherSources.map(
      ({ environment, git, deployment, past: otherPast }) => ({
        ...shared,
        source: environment,
        git: {
          ...shared.git,
          // What is promoted stays the same; where it is what Git names there as well, that file is meant.
          source: otherPast
            ? shared.git.source
            : { ...shared.git.source, file: git.file },
        },
        sourceDeployment: deployment,
        ...(otherPast ? { past: otherPast } : {}),
      }),
    ),
  ];
}

/** Asks about each environment that the Release must have been verified in. The worst answer counts, with all reasons for it. */
export function judgeEachSource(
  facts: GateFacts,
  judge: (facts: GateFacts) => GateAnswer,
): GateAnswer {
  const answers = eachSource(facts).map(judge);
  const status =
    WORST_FIRST.find(each => answers.some(answer => answer.status === each)) ??
    'unknown';
  const reasons = answers
    .filter(answer => answer.status === status)
    .map(({ reason }) => reason)
    .filter(
      (reason, index, all) =>
        all.findIndex(other => isSameReason(other, reason)) === index,
    );
  if (reasons.length === 1) {
    return { status, reason: reasons[0] };
  }
  // All of them have to change: it is the last that counts.
  const changes = reasons.map(({ changesAt }) => changesAt);
  const last = changes.every(time => time !== undefined)
    ? changes.sort((one, other) => Date.parse(one!) - Date.parse(other!)).at(-1)
    : undefined;
  return {
    status,
    reason: createReason(
      'SeveralGates',
      { reasons },
      last === undefined ? {} : { changesAt: last },
    ),
  };
}
