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
 * Offers pruning where nothing else is left to sync: names what it removes, and asks first. Nothing but that is removed.
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
  /** What the dialog shows: what appears after it was opened is not confirmed. */
  const [asked, setAsked] = useState<typeof differences>();
  const sync = useSyncEnvironment(entityRef, name, {
    prune: (asked?.resources ?? []).map(
      ({ group, kind, namespace, name: resource }) => ({
        group,
        kind,
        namespace,
        name: resource,
      }),
    ),
  });
  const start = useStartOnce(sync);
  const why = useId();
  const running = environment.operation?.phase === 'Running';
  const close = () => {
    setAsked(undefined);
    if (!sync.isPending) sync.reset();
  };

  if (differences.total > differences.resources.length) {
    return (
      <Text as="p" variant="body-x-small" color="secondary">
        {t('prune.tooMany')}
      </Text>
    );
  }
  return (
    <div>
      <Button
        size="small"
        variant="secondary"
        aria-label={t('prune.label', { name })}
        aria-describedby={allowed ? undefined : why}
        isDisabled={!allowed || running}
        onPress={() => setAsked(differences)}
      >
        {t('prune.button')}
      </Button>
      {!allowed && (
        <Text as="p" id={why} variant="body-x-small" color="secondary">
          {t('stop.syncForbidden', { name })}
        </Text>
      )}
      {asked && (
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
                <p>{t('prune.text', { count: asked.total })}</p>
                <DifferenceList {...asked} />
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
                {t('prune.confirm', { count: asked.total })}
              </Button>
            )}
          </DialogFooter>
        </Dialog>
      )}
    </div>
  );
};
