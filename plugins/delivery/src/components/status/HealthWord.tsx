import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCheckboxCircleLine,
  RiErrorWarningLine,
  RiIndeterminateCircleLine,
  RiPauseCircleLine,
  RiProgress4Line,
  RiQuestionLine,
} from '@remixicon/react';
import type { HealthStatus } from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { StatusWord, type StatusTone } from './StatusWord';

const LOOKS: Record<
  HealthStatus,
  { tone: StatusTone; Icon: typeof RiQuestionLine }
> = {
  Healthy: { tone: 'success', Icon: RiCheckboxCircleLine },
  Progressing: { tone: 'info', Icon: RiProgress4Line },
  Suspended: { tone: 'warning', Icon: RiPauseCircleLine },
  Missing: { tone: 'warning', Icon: RiIndeterminateCircleLine },
  Degraded: { tone: 'danger', Icon: RiErrorWarningLine },
  Unknown: { tone: 'neutral', Icon: RiQuestionLine },
};

/**
 * Health as a word with its icon.
 *
 * @internal
 */
export const HealthWord = (props: {
  health: HealthStatus;
  /** True when this is not known to be true any more. */
  stale?: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { tone, Icon } = LOOKS[props.health];
  return (
    <StatusWord
      tone={props.stale ? 'neutral' : tone}
      icon={<Icon size={16} aria-hidden />}
      word={t(`health.${props.health}`)}
    />
  );
};
