import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { GateResult } from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

/**
 * Says how many of the gates passed that had something to judge; nothing where none had.
 *
 * @internal
 */
export function useGatesPassed(): (gates: GateResult[]) => string | undefined {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return gates => {
    const asked = gates.filter(({ status }) => status !== 'skipped');
    const passed = asked.filter(({ status }) => status === 'passed');
    return asked.length > 0
      ? t('promote.gatesPassed', {
          passed: String(passed.length),
          asked: String(asked.length),
        })
      : undefined;
  };
}
