import type { ReasonCode } from '@stonegarden/backstage-plugin-delivery-common';
import type { PromotionRecord } from '../../promotions/PromotionRecord';
import { claim } from './claim';
import { imagesOf } from './judgeEnvironment';
import { appName } from './repository';
import type { Sighting } from './Sighting';
import type { EnvironmentName, ServiceName } from './steps';
import type { World } from './World';

type Proof = (then: Sighting) => boolean;

/** Fails unless a promotion's status and reason have their proof in what the portal was shown. */
export function judgePromotion(
  world: World,
  service: ServiceName,
  promotion: PromotionRecord,
): void {
  const { status, reason, pullRequest, mergeCommit } = promotion;
  const app = appName({
    service,
    environment: promotion.to as EnvironmentName,
  });
  const pull = world.git.pulls.find(
    ({ number }) => number === pullRequest?.number,
  );
  const hasMerge = (commit: string | undefined) =>
    commit !== undefined &&
    mergeCommit !== undefined &&
    /^[0-9a-f]{40}$/.test(commit) &&
    world.git.contains(commit, mergeCommit);
  /** By a commit that contains the merge, or that names the same where nothing differs from the merge. */
  const isDeployed: Proof = ({ comparedRevision, history, sync }) => {
    const last = history.at(-1);
    return (
      hasMerge(last) ||
      (last !== undefined &&
        sync === 'Synced' &&
        hasMerge(comparedRevision) &&
        world.pinnedAt(last, app)?.join() === imagesOf(promotion.release))
    );
  };
  const seen = (proof: Proof) => world.wasSeen(app, proof);
  const context = { promotion, pull };

  claim(status === 'proposed' || pull !== undefined, {
    'the pull request does not exist': context,
  });
  if (promotion.mergedAt) {
    claim(pull?.state === 'merged' && pull.mergeCommit === mergeCommit, {
      'not merged, or by another commit': context,
    });
  }
  switch (status) {
    case 'rejected':
      claim(world.everClosed.has(pull?.number ?? 0), {
        'was never closed': context,
      });
      break;
    case 'merged':
    case 'syncing':
      claim(promotion.mergedAt !== undefined, { 'was not merged': context });
      break;
    case 'verifying':
      claim(seen(isDeployed), { 'was never seen deployed': context });
      break;
    case 'succeeded':
      claim(
        seen(
          then =>
            isDeployed(then) &&
            then.health === 'Healthy' &&
            !then.beside &&
            then.applied?.join() === imagesOf(promotion.release),
        ),
        { 'was never seen to run, Healthy and alone': context },
      );
      break;
    case 'failed':
      claim(reason !== undefined, { 'failed without a reason': context });
      break;
    case 'superseded':
      claim(reason !== undefined, { 'superseded without a reason': context });
      break;
    default:
  }

  const proofs: Partial<Record<ReasonCode, () => boolean>> = {
    AwaitingCommit: () => seen(then => !hasMerge(then.comparedRevision)),
    AwaitingSync: () =>
      seen(then => hasMerge(then.comparedRevision) && !isDeployed(then)),
    RolledBackOutsideGit: () => seen(then => then.isRolledBack),
    ApplicationCondition: () => seen(then => then.conditions.length > 0),
    Syncing: () =>
      seen(
        ({ operation }) =>
          operation?.kind === 'sync' && operation.phase === 'Running',
      ),
    SyncRetrying: () => seen(({ operation }) => operation?.isRetrying === true),
    SyncFailed: () =>
      seen(
        ({ operation }) =>
          operation?.kind === 'sync' &&
          operation.phase === 'Failed' &&
          hasMerge(operation.revision),
      ),
    TargetDegraded: () =>
      seen(then => isDeployed(then) && then.health === 'Degraded'),
    AwaitingHealth: () =>
      seen(then => isDeployed(then) && then.health !== 'Healthy'),
    ImageNotRunning: () =>
      seen(
        then =>
          isDeployed(then) &&
          then.applied?.join() !== imagesOf(promotion.release),
      ),
    CanaryRunning: () =>
      seen(then => then.isCanary && then.beside !== undefined),
    SeveralVersionsRun: () => seen(then => then.beside !== undefined),
    ApplicationMissing: () => world.everAbsent.has(app),
    ApplicationForbidden: () => world.everForbidden,
    PullRequestClosed: () => world.everClosed.has(pull?.number ?? 0),
    Superseded: () =>
      reason?.code === 'Superseded' &&
      world.git.pulls.some(
        ({ number }) => number === reason.params.pullRequest,
      ),
    PromotionUndone: () =>
      world.heads.some(
        ({ head }) =>
          world.pinnedAt(head, app)?.join() !== imagesOf(promotion.release),
      ),
  };
  const proof = reason && proofs[reason.code];
  claim(!proof || proof(), { 'the reason was never so': context });
}
