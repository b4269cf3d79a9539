import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCheckboxCircleLine,
  RiErrorWarningLine,
  RiHourglassLine,
  type RiQuestionLine,
} from '@remixicon/react';
import type { CheckState } from '@stonegarden/backstage-plugin-delivery-common';
import { StatusLabel, type StatusTone } from '../shared/status/StatusLabel';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

const LOOKS: Record<
  CheckState,
  { tone: StatusTone; Icon: typeof RiQuestionLine }
> = {
  passed: { tone: 'success', Icon: RiCheckboxCircleLine },
  failed: { tone: 'danger', Icon: RiErrorWarningLine },
  pending: { tone: 'info', Icon: RiHourglassLine },
};

/**
 * What a check of a pull request says, as a word with its icon.
 *
 * @internal
 */
export const CheckLabel = (props: { state: CheckState; word?: string }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { tone, Icon } = LOOKS[props.state];
  return (
    <StatusLabel
      tone={tone}
      icon={<Icon size={16} aria-hidden />}
      word={props.word ?? t(`checks.${props.state}`)}
    />
  );
};
