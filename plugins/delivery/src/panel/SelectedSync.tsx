import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  MAX_PRUNED_PER_REQUEST,
  type ResourceReference,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useEffect, useState } from 'react';
import { SyncFailure } from '../environment/SyncFailure';
import { useSyncEnvironment } from '../environment/useSyncEnvironment';
import { useStartOnce } from '../shared/queries/useStartOnce';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './EnvironmentPanel.module.css';
import type { EnvironmentOf } from './useEnvironmentParts';

/**
 * Syncs chosen resources and nothing else, once a person has confirmed it.
 *
 * @internal
 */
export const SelectedSync = (props: {
  of: EnvironmentOf;
  resources: ResourceReference[];
  onDone: () => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { of, resources, onDone } = props;
  const [asks, setAsks] = useState(false);
  const sync = useSyncEnvironment(of.entityRef, of.environment, { resources });
  const start = useStartOnce(sync);
  const { isSuccess } = sync;
  useEffect(() => {
    if (isSuccess) {
      setAsks(false);
      onDone();
    }
    // Only when it has begun, whatever the parent draws meanwhile.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isSuccess]);
  const count = resources.length;
  const words = { count, name: of.environment };
  if (count === 0) {
    return (
      <p role="status" className={styles.quiet}>
        {t(isSuccess ? 'panel.selectedStarted' : 'panel.syncSelectedHint')}
      </p>
    );
  }
  return (
    <>
      {asks ? (
        <div role="group" className={styles.row}>
          <p>{t('panel.confirmSelected', words)}</p>
          <Button
            size="small"
            variant="primary"
            isPending={sync.isPending}
            onPress={start}
          >
            {t('panel.confirm')}
          </Button>
          <Button
            size="small"
            variant="secondary"
            onPress={() => setAsks(false)}
          >
            {t('panel.cancel')}
          </Button>
        </div>
      ) : (
        <div>
          <Button
            size="small"
            variant="primary"
            isDisabled={count > MAX_PRUNED_PER_REQUEST}
            onPress={() => {
              sync.reset();
              setAsks(true);
            }}
          >
            {t('panel.syncSelected', { count })}
          </Button>
        </div>
      )}
      {sync.error && <SyncFailure error={sync.error} onRetry={start} />}
    </>
  );
};
