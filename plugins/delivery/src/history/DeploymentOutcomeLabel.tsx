import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCheckboxCircleLine,
  RiErrorWarningLine,
  RiQuestionLine,
} from '@remixicon/react';
import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';
import { StatusLabel } from '../shared/status/StatusLabel';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

const LOOKS = {
  succeeded: { tone: 'success', Icon: RiCheckboxCircleLine },
  failed: { tone: 'danger', Icon: RiErrorWarningLine },
  unknown: { tone: 'neutral', Icon: RiQuestionLine },
} as const;

/**
 * What became of a deployment, as a word.
 *
 * @internal
 */
export const DeploymentOutcomeLabel = (props: { deployment: Deployment }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const outcome = props.deployment.outcome ?? 'unknown';
  const { tone, Icon } = LOOKS[outcome];
  return (
    <StatusLabel
      tone={tone}
      icon={<Icon size={16} aria-hidden />}
      word={t(`history.outcome.${outcome}`)}
    />
  );
};
