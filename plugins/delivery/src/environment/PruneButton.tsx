import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import type { EnvironmentStatus } from '@stonegarden/backstage-plugin-delivery-common';
import { useId, useState } from 'react';
import { useStartOnce } from '../shared/queries/useStartOnce';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { DifferenceList } from './DifferenceList';
import styles from './Differences.module.css';
import { SyncFailure } from './SyncFailure';
import { useSyncEnvironment } from './useSyncEnvironment';

/**
 * Offers the sync with pruning, where nothing else is left to sync: names what it removes, and asks first.
 *
 * @internal
 */
export const PruneButton = (props: {
  entityRef: string;
  environment: EnvironmentStatus;
  differences: NonNullable<EnvironmentStatus['differences']>;
  allowed: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { entityRef, environment, differences, allowed } = props;
  const { name } = environment;
  const [asking, setAsking] = useState(false);
  const sync = useSyncEnvironment(entityRef, name, { prune: true });
  const start = useStartOnce(sync);
  const why = useId();
  const running = environment.operation?.phase === 'Running';
  const close = () => {
    setAsking(false);
    if (!sync.isPending) sync.reset();
  };

  return (
    <div>
      <Button
        size="small"
        variant="secondary"
        aria-label={t('prune.label', { name })}
        aria-describedby={allowed ? undefined : why}
        isDisabled={!allowed || running}
        onPress={() => setAsking(true)}
      >
        {t('prune.button')}
      </Button>
      {!allowed && (
        <Text as="p" id={why} variant="body-x-small" color="secondary">
          {t('stop.syncForbidden')}
        </Text>
      )}
      {asking && (
        <Dialog
          isOpen
          width="min(560px, calc(100vw - 32px))"
          onOpenChange={open => {
            if (!open) close();
          }}
        >
          <DialogHeader>{t('prune.title', { name })}</DialogHeader>
          <DialogBody className={styles.body} tabIndex={0}>
            {sync.isSuccess ? (
              <p role="status">{t('prune.started')}</p>
            ) : (
              <>
                <p>{t('prune.text', { count: differences.total })}</p>
                <DifferenceList {...differences} />
              </>
            )}
            {sync.error && <SyncFailure error={sync.error} onRetry={start} />}
          </DialogBody>
          <DialogFooter>
            <Button variant="secondary" onPress={close}>
              {t(sync.isSuccess ? 'promote.close' : 'prune.cancel')}
            </Button>
            {!sync.isSuccess && (
              <Button
                variant="primary"
                destructive
                isPending={sync.isPending}
                onPress={start}
              >
                {t('prune.confirm', { count: differences.total })}
              </Button>
            )}
          </DialogFooter>
        </Dialog>
      )}
    </div>
  );
};
