import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { HealthStatus } from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { healthLooks } from './healthLooks';
import { StatusLabel } from './StatusLabel';

/**
 * Health as a word with its icon.
 *
 * @internal
 */
export const HealthLabel = (props: {
  health: HealthStatus;
  /** True when this is not known to be true any more. */
  stale?: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { tone, Icon } = healthLooks[props.health];
  return (
    <StatusLabel
      tone={props.stale ? 'neutral' : tone}
      icon={<Icon size={16} aria-hidden />}
      word={t(`health.${props.health}`)}
    />
  );
};
