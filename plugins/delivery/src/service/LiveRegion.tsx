import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import type { ServiceDelivery } from '@stonegarden/backstage-plugin-delivery-common';
import { useEffect, useRef, useState } from 'react';
import { announcements } from './announcements';
import { usePromotionStatusText } from '../promotion/usePromotionStatusText';
import { useStateText } from '../shared/status/useStateText';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

/**
 * Says politely, to who does not see the page, what changed since the last answer.
 *
 * @internal
 */
export const LiveRegion = (props: { delivery?: ServiceDelivery }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { delivery } = props;
  const stateText = useStateText();
  const statusText = usePromotionStatusText();
  const before = useRef<ServiceDelivery>();
  const [said, setSaid] = useState('');

  useEffect(() => {
    if (!delivery) return;
    const changes = announcements(before.current, delivery);
    before.current = delivery;
    if (!changes.length) return;
    setSaid(
      changes
        .map(change => {
          if (change.kind === 'promotion') {
            return t('environments.announcePromotion', {
              to: change.to,
              status: statusText(change),
            });
          }
          if (change.kind === 'rollback') {
            return t('environments.announceRollback', {
              environment: change.environment,
              status: statusText(change.rollback),
            });
          }
          if (change.kind === 'emergency') {
            return t('environments.announceEmergency', {
              environment: change.environment,
              status: t(`emergency.${change.status}`),
            });
          }
          const { name, sync } = change.environment;
          const words = {
            name,
            health: stateText(change.environment),
            sync: t(`sync.${sync}`),
          };
          return change.release
            ? t('environments.announceRelease', {
                ...words,
                release: change.release,
              })
            : t('environments.announce', words);
        })
        .join('. '),
    );
  }, [delivery, stateText, statusText, t]);

  return (
    <VisuallyHidden role="status" aria-live="polite">
      {said}
    </VisuallyHidden>
  );
};
