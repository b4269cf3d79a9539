import { createReason } from '../reason/createReason';
import type { Reason } from '../reason/Reason';
import { healthWords } from '../environment/healthWords';
import { compareReleases } from '../release/compareReleases';
import type {
  PromotionFacts,
  PromotionProgress,
  PromotionTargetFacts,
} from './PromotionFacts';

/** Why the promoted Release is not known to run; undefined when nothing speaks against it. */
function whyNotRunning(
  target: PromotionTargetFacts,
  { release, to: environment }: PromotionFacts['recorded'],
): Reason | undefined {
  if (target.canary) {
    return createReason('CanaryRunning', {
      environment,
      ...(target.canary.weight === undefined
        ? {}
        : { weight: target.canary.weight }),
    });
  }
  if (target.mixed) {
    return createReason('SeveralVersionsRun', { environment });
  }
  // Argo CD lists the images of pods, so an image that no pod runs (scaled to zero, a job not yet started) proves nothing.
  const changes = compareReleases(release, target.release);
  const outdated =
    changes === 'unknown' ? undefined : changes.find(change => change.from);
  return (
    outdated &&
    createReason('ImageNotRunning', { environment, image: outdated.name })
  );
}

/** Where a promotion stands once its merge is applied to the target: waits for the images and for health to settle. */
export function verifyTarget(
  target: PromotionTargetFacts,
  { recorded, settleMs }: PromotionFacts,
  now: Date,
): PromotionProgress {
  const { to: environment } = recorded;
  const { health } = target;
  const words = healthWords(target.healthReason);
  const obstacle =
    health === 'Degraded' ? undefined : whyNotRunning(target, recorded);
  if (obstacle) {
    return { status: 'verifying', reason: obstacle };
  }
  if (health !== 'Healthy' && health !== 'Degraded') {
    return {
      status: 'verifying',
      reason: createReason('AwaitingHealth', {
        environment,
        health,
        ...words,
      }),
    };
  }
  // Right after a sync Argo CD may still report the health from before it, so neither Healthy nor Degraded counts until
  // the settle time has passed. Argo CD's times are only compared with its own earlier ones, never with the portal's.
  const fingerprint = [health, target.healthSince ?? ''].join('|');
  const settling =
    recorded.settling?.fingerprint === fingerprint
      ? recorded.settling
      : { since: now.toISOString(), fingerprint };
  const settledAt = Date.parse(settling.since) + settleMs;
  const checkAgainAt = new Date(settledAt).toISOString();
  if (now.getTime() < settledAt) {
    return {
      status: 'verifying',
      settling,
      checkAgainAt,
      ...(health === 'Degraded'
        ? {
            reason: createReason(
              'AwaitingHealth',
              { environment, health, ...words },
              { changesAt: checkAgainAt },
            ),
          }
        : {}),
    };
  }
  const finishedAt = now.toISOString();
  return health === 'Healthy'
    ? { status: 'succeeded', finishedAt }
    : {
        status: 'failed',
        reason: createReason('TargetDegraded', { environment, ...words }),
        finishedAt,
      };
}
