import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { environmentState, type EnvironmentFacts } from './environmentState';

/**
 * An environment's state in a word or two, in the viewer's language.
 *
 * @internal
 */
export function useStateText(): (environment: EnvironmentFacts) => string {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return useCallback(
    environment => {
      const state = environmentState(environment);
      return state === 'health'
        ? t(`health.${environment.health}`)
        : t(`presence.${state}`);
    },
    [t],
  );
}
