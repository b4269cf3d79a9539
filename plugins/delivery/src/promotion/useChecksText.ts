import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PromotionChecks } from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

const SUMMARIES = {
  passed: 'checks.allPassed',
  failed: 'checks.someFailed',
  pending: 'checks.somePending',
} as const;

/**
 * All checks of a pull request in one sentence: how many failed, else how many have not finished, else that all passed.
 *
 * @internal
 */
export function useChecksText(): (checks: PromotionChecks) => string {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return ({ state, items }) =>
    t(SUMMARIES[state], {
      count: items.filter(item => item.state === state).length,
    });
}
