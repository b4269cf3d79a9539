import { createReason } from '../reason/createReason';
import { compareReleases } from '../release/compareReleases';
import type { PromotionFacts, PromotionProgress } from './PromotionFacts';

/** Where a promotion stands once its merge is applied to the target: waits for the images and for health to settle. */
export function verifyTarget(
  target: NonNullable<PromotionFacts['target']>,
  { recorded, settleMs }: PromotionFacts,
  now: Date,
): PromotionProgress {
  const { release, to: environment } = recorded;
  // Argo CD lists the images of pods, so an image that no pod runs (scaled to zero, a job not yet started) proves nothing.
  const changes = compareReleases(release, target.release);
  const outdated =
    changes === 'unknown' ? undefined : changes.find(change => change.from);
  if (outdated) {
    return {
      status: 'verifying',
      reason: createReason('ImageNotRunning', {
        environment,
        image: outdated.name,
      }),
    };
  }
  // Right after a sync Argo CD may still report the health from before it, so neither Healthy nor Degraded counts until
  // the settle time has passed. Argo CD's times are only compared with its own earlier ones, never with the portal's.
  const fingerprint = [
    target.health,
    target.healthSince ?? '',
    target.operation?.finishedAt ?? '',
  ].join('|');
  const settling =
    recorded.settling?.fingerprint === fingerprint
      ? recorded.settling
      : { since: now.toISOString(), fingerprint };
  const settledAt = Date.parse(settling.since) + settleMs;
  const settled = now.getTime() >= settledAt;
  const { health } = target;
  const detail = target.healthMessage ? { detail: target.healthMessage } : {};
  const checkAgainAt = new Date(settledAt).toISOString();
  switch (health) {
    case 'Healthy':
      return settled
        ? { status: 'succeeded', finishedAt: now.toISOString() }
        : { status: 'verifying', settling, checkAgainAt };
    case 'Degraded':
      return settled
        ? {
            status: 'failed',
            reason: createReason('TargetDegraded', { environment, ...detail }),
            finishedAt: now.toISOString(),
          }
        : {
            status: 'verifying',
            reason: createReason(
              'AwaitingHealth',
              { environment, health, ...detail },
              { changesAt: checkAgainAt },
            ),
            settling,
            checkAgainAt,
          };
    default:
      return {
        status: 'verifying',
        reason: createReason('AwaitingHealth', {
          environment,
          health,
          ...detail,
        }),
      };
  }
}
