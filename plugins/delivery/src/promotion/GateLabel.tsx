import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiChatQuoteLine,
  RiCheckboxCircleLine,
  RiForbid2Line,
  RiHourglassLine,
  RiQuestionLine,
  RiSkipForwardLine,
  RiUserForbidLine,
} from '@remixicon/react';
import {
  type GateStatus,
  isHolding,
} from '@stonegarden/backstage-plugin-delivery-common';
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
  overridden: { tone: 'warning', Icon: RiUserForbidLine },
  skipped: { tone: 'neutral', Icon: RiSkipForwardLine },
};

/**
 * A gate's answer as a word with its icon. One that has not passed and blocks nothing when a reason is given says so.
 *
 * @internal
 */
export const GateLabel = (props: {
  status: GateStatus;
  yieldsToReason?: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { status, yieldsToReason } = props;
  const { tone, Icon } = LOOKS[status];
  if (yieldsToReason && isHolding(status)) {
    return (
      <StatusLabel
        tone="warning"
        icon={<RiChatQuoteLine size={16} aria-hidden />}
        word={t('gate.asksForReason')}
      />
    );
  }
  return (
    <StatusLabel
      tone={tone}
      icon={<Icon size={16} aria-hidden />}
      word={t(`gate.${status}`)}
    />
  );
};
