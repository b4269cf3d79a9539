import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCheckboxCircleLine,
  RiForbid2Line,
  RiHourglassLine,
  RiQuestionLine,
  RiSkipForwardLine,
} from '@remixicon/react';
import type { GateStatus } from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { StatusLabel, type StatusTone } from '../shared/status/StatusLabel';

const LOOKS: Record<
  GateStatus,
  { tone: StatusTone; Icon: typeof RiQuestionLine }
> = {
  passed: { tone: 'success', Icon: RiCheckboxCircleLine },
  failed: { tone: 'danger', Icon: RiForbid2Line },
  pending: { tone: 'warning', Icon: RiHourglassLine },
  unknown: { tone: 'neutral', Icon: RiQuestionLine },
  skipped: { tone: 'neutral', Icon: RiSkipForwardLine },
};

/**
 * A gate's answer as a word with its icon.
 *
 * @internal
 */
export const GateLabel = (props: { status: GateStatus }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { tone, Icon } = LOOKS[props.status];
  return (
    <StatusLabel
      tone={tone}
      icon={<Icon size={16} aria-hidden />}
      word={t(`gate.${props.status}`)}
    />
  );
};
