import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { useId } from 'react';
import { useSyncEnvironment } from './useSyncEnvironment';
import { useStartOnce } from '../shared/queries/useStartOnce';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { useNow } from '../shared/time/useNow';
import styles from './SyncButton.module.css';
import { SyncFailure } from './SyncFailure';

const SETTLE_MS = 5_000;

/**
 * Asks Argo CD to bring an environment to what Git says. Disabled says why; a failure stands below.
 *
 * @internal
 */
export const SyncButton = (props: {
  entityRef: string;
  environment: string;
  allowed: boolean;
  /** A sync is going on already. */
  running: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { entityRef, environment, allowed, running } = props;
  const sync = useSyncEnvironment(entityRef, environment);
  const start = useStartOnce(sync);
  const why = useId();
  const now = useNow(1_000);
  // Until Argo CD's word that it syncs has come round, a second press would only be refused.
  const settling = sync.isSuccess && now - sync.submittedAt < SETTLE_MS;

  return (
    <div className={styles.sync}>
      <Button
        size="small"
        variant="primary"
        iconStart={<RiRefreshLine aria-hidden />}
        aria-label={t('stop.syncLabel', { name: environment })}
        aria-describedby={allowed ? undefined : why}
        isDisabled={!allowed || running}
        isPending={sync.isPending || settling}
        onPress={() => {
          if (!settling) start();
        }}
      >
        {t('stop.sync')}
      </Button>
      {!allowed && (
        <Text as="p" id={why} variant="body-x-small" color="secondary">
          {t('stop.syncForbidden', { name: environment })}
        </Text>
      )}
      {sync.error && <SyncFailure error={sync.error} onRetry={start} />}
    </div>
  );
};
