import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { InstanceStatus } from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { useReasonText } from '../shared/reasons/useReasonText';
import { useSilenceText } from './useSilenceText';

/**
 * Says that an Argo CD instance does not answer, since when and why.
 *
 * @internal
 */
export const InstanceNotice = (props: { instance: InstanceStatus }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();
  const silence = useSilenceText(props.instance);
  const { reason } = props.instance;
  if (!silence) return null;
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={<span title={silence.since}>{silence.text}</span>}
      description={`${t('instance.unreachableText')}${
        reason ? ` ${t('instance.reason', { reason: reasonText(reason) })}` : ''
      }`}
    />
  );
};
