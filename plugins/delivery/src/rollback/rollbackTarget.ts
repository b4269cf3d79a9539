import type {
  Deployment,
  EnvironmentHistory,
  Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';

/**
 * Where the way back leads: to the Deployment before the current one, and after a promotion that was never deployed to the
 * current one, because only Git names what was promoted.
 *
 * @param promotion - the promotion that went wrong, where it is about one
 * @internal
 */
export function rollbackTarget(
  history: EnvironmentHistory | undefined,
  promotion?: Promotion,
): Deployment | undefined {
  const { current, previous } = history ?? {};
  const deployed = !promotion || current?.promotion === promotion.id;
  return deployed ? previous : current ?? previous;
}
