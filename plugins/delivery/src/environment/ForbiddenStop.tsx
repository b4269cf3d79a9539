import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { EnvironmentStatus } from '@stonegarden/backstage-plugin-delivery-common';
import { useReasonText } from '../shared/reasons/useReasonText';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './EnvironmentStop.module.css';

/**
 * The stop of an environment that the viewer may not see: that it is there, and which permission shows the rest. It says
 * nothing about health and sync, not even that they are unknown.
 *
 * @internal
 */
export const ForbiddenStop = (props: { environment: EnvironmentStatus }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { name, healthReason } = props.environment;
  const reasonText = useReasonText();
  return (
    <article
      className={styles.stop}
      data-forbidden
      aria-label={t('stop.label', { name })}
    >
      <header className={styles.head}>
        <Text as="h3" variant="body-large" weight="bold">
          {name}
        </Text>
      </header>
      <Text as="p" variant="body-medium">
        {t('stop.forbidden')}
      </Text>
      {healthReason && (
        <Text as="p" variant="body-small" color="secondary">
          {reasonText(healthReason)}
        </Text>
      )}
    </article>
  );
};
