import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { useId, useState } from 'react';
import { useSyncEnvironment } from './useSyncEnvironment';
import { useStartOnce } from '../shared/queries/useStartOnce';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { useNow } from '../shared/time/useNow';
import styles from './SyncButton.module.css';
import { SyncFailure } from './SyncFailure';
import type { SyncQuestion } from './useSyncQuestion';

const SETTLE_MS = 5_000;

/**
 * Asks Argo CD to bring an environment to what Git says. Disabled says why; a failure stands below. Where that would undo a
 * rollback or skip the path, it says so and asks first.
 *
 * @internal
 */
export const SyncButton = (props: {
  entityRef: string;
  environment: string;
  allowed: boolean;
  /** A sync is going on already. */
  running: boolean;
  /** What it changes, in a few words, as far as that is known. */
  changes?: string;
  /** What it says and asks first, where it would undo a rollback or skip the path. */
  question?: SyncQuestion;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { entityRef, environment, allowed, running, changes, question } = props;
  const [asks, setAsks] = useState(false);
  const sync = useSyncEnvironment(entityRef, environment);
  const start = useStartOnce(sync);
  const why = useId();
  const now = useNow(1_000);
  // Until Argo CD's word that it syncs has come round, a second press would only be refused.
  const settling = sync.isSuccess && now - sync.submittedAt < SETTLE_MS;

  const what = changes ? [changes] : [];
  return (
    <div className={styles.sync}>
      <Button
        size="small"
        variant={question ? 'secondary' : 'primary'}
        iconStart={<RiRefreshLine aria-hidden />}
        aria-describedby={allowed ? undefined : why}
        isDisabled={!allowed || running}
        isPending={sync.isPending || settling}
        onPress={() => {
          if (question) setAsks(true);
          else if (!settling) start();
        }}
      >
        <span>
          <span aria-hidden>{[t('stop.sync'), ...what].join(': ')}</span>
          {/* The same with the environment, for whoever does not see where it stands. */}
          <VisuallyHidden>
            {[t('stop.syncLabel', { name: environment }), ...what].join(': ')}
          </VisuallyHidden>
        </span>
      </Button>
      {asks && question && (
        <Dialog
          isOpen
          width="min(560px, calc(100vw - 32px))"
          onOpenChange={setAsks}
        >
          <DialogHeader>{question.title}</DialogHeader>
          <DialogBody tabIndex={0}>
            <p>{question.text}</p>
          </DialogBody>
          <DialogFooter>
            <Button variant="secondary" onPress={() => setAsks(false)}>
              {t('prune.cancel')}
            </Button>
            <Button
              variant="primary"
              destructive
              onPress={() => {
                setAsks(false);
                start();
              }}
            >
              {t('stop.syncLabel', { name: environment })}
            </Button>
          </DialogFooter>
        </Dialog>
      )}
      {!allowed && (
        <Text as="p" id={why} variant="body-x-small" color="secondary">
          {t('stop.syncForbidden', { name: environment })}
        </Text>
      )}
      {sync.error && <SyncFailure error={sync.error} onRetry={start} />}
    </div>
  );
};
