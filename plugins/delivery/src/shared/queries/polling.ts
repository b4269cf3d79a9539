import {
  FINAL_PROMOTION_STATUSES,
  type Promotion,
  type ServiceDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';

const BUSY_MS = 5_000;
const CALM_MS = 30_000;

/**
 * Whether a promotion still changes.
 *
 * @internal
 */
export function isUnderWay(promotion?: Pick<Promotion, 'status'>): boolean {
  return (
    promotion !== undefined &&
    !FINAL_PROMOTION_STATUSES.includes(promotion.status)
  );
}

/**
 * Whether something is going on that a person would watch.
 *
 * @internal
 */
export function isBusy(delivery?: ServiceDelivery): boolean {
  return (
    delivery !== undefined &&
    (delivery.transitions.some(transition =>
      isUnderWay(transition.promotion),
    ) ||
      delivery.histories.some(
        ({ rollback, emergency }) => isUnderWay(rollback) || emergency,
      ) ||
      delivery.environments.some(
        environment =>
          environment.health === 'Progressing' ||
          environment.operation?.phase === 'Running' ||
          (environment.canary !== undefined &&
            environment.canary.state !== 'aborted'),
      ))
  );
}

/**
 * How long to wait until the next look, in milliseconds: signals tell of changes, so this is only the fallback,
 * but what is under way is watched closely.
 *
 * @internal
 */
export function pollInterval(busy: boolean, signalsAvailable: boolean): number {
  return busy || !signalsAvailable ? BUSY_MS : CALM_MS;
}
