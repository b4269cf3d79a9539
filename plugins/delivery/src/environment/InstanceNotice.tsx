import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { InstanceStatus } from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { useReasonText } from '../shared/reasons/useReasonText';
import { useNow } from '../shared/time/useNow';
import { useRelativeTime } from '../shared/time/useRelativeTime';

/**
 * Says that an Argo CD instance does not answer, since when and why.
 *
 * @internal
 */
export const InstanceNotice = (props: { instance: InstanceStatus }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { age, exact } = useRelativeTime();
  const reasonText = useReasonText();
  const now = useNow();
  const { name, reachable, unreachableSince, lastContact, reason } =
    props.instance;
  if (reachable) return null;
  const since = unreachableSince ?? lastContact;
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={
        <span title={since && exact(since)}>
          {since && lastContact
            ? t('instance.unreachable', {
                name,
                age: age(now - Date.parse(since)),
              })
            : t('instance.unreachableNever', { name })}
        </span>
      }
      description={`${t('instance.unreachableText')}${
        reason ? ` ${t('instance.reason', { reason: reasonText(reason) })}` : ''
      }`}
    />
  );
};
