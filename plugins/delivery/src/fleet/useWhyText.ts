import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  FINAL_PROMOTION_STATUSES,
  type FleetRow,
  fleetNeed,
} from '@stonegarden/backstage-plugin-delivery-common';
import { predecessorsOf } from '@stonegarden/service-manifest';
import { useReasonText } from '../shared/reasons/useReasonText';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

/** Those of promotions that are under way. */
const UNDER_WAY = [
  'proposed',
  'open',
  'merged',
  'syncing',
  'verifying',
] as const;

/**
 * Whether there is more to say about a service than its cells do.
 *
 * @internal
 */
export function hasWhy({ environments, need, promotion, why }: FleetRow) {
  return (
    environments.length === 0 ||
    need !== 'none' ||
    why !== undefined ||
    (promotion !== undefined &&
      !FINAL_PROMOTION_STATUSES.includes(promotion.status))
  );
}

/**
 * Says what is wrong with a service where it needs somebody most, or what is under way, in the viewer's language; nothing
 * where its cells say it all.
 *
 * @param production - names of the environments that count as production
 * @internal
 */
export function useWhyText(
  production: readonly string[],
): (row: FleetRow) => string {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();

  const promotionText = ({ promotion }: FleetRow): string | undefined => {
    const status = UNDER_WAY.find(one => one === promotion?.status);
    if (!promotion || !status) return undefined;
    const { to } = promotion;
    if (promotion.blocked) return t('fleet.promotionBlocked', { to });
    return promotion.approval === 'awaited'
      ? t('fleet.promotionAwaited', { to })
      : t(`fleet.promotion.${status}`, { to });
  };

  const behindText = (row: FleetRow, environment: string): string => {
    const [before] = predecessorsOf(row.environments, environment).flatMap(
      name => row.environments.filter(each => each.name === name),
    );
    return before?.release
      ? t('fleet.whyBehind', {
          environment: before.name,
          release: before.release,
        })
      : '';
  };

  return row => {
    if (row.environments.length === 0) return t('page.noEnvironments');
    if (row.why) {
      return t('fleet.whyIn', {
        environment: row.why.environment,
        reason: reasonText(row.why.reason),
      });
    }
    const { environment } = fleetNeed(row, production);
    const said = promotionText(row);
    if (environment === undefined) return said ?? '';
    const cell = row.environments.find(({ name }) => name === environment);
    switch (row.need) {
      case 'degraded':
        return t('fleet.whyDegraded', { environment });
      case 'sync-failing':
        return t('fleet.whySyncFails', { environment });
      case 'unreachable':
        return cell?.instance
          ? t('fleet.whySilent', { instance: cell.instance })
          : t('fleet.whyUnknown', { environment });
      case 'behind':
        return said ?? behindText(row, environment);
      default:
        return said ?? '';
    }
  };
}
