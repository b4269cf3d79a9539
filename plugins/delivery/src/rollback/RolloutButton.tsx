import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import {
  deliveryRolloutUpdatePermission,
  type CanaryStatus,
  type EnvironmentHistory,
  type RolloutAction,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useState } from 'react';
import { releaseName } from '../environment/release';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { useStartOnce } from '../shared/queries/useStartOnce';
import { RequestFailure } from '../shared/states/RequestFailure';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './RollbackProgress.module.css';
import { RollbackOffer } from './RollbackOffer';
import { rollbackTarget } from './rollbackTarget';
import { useRolloutAction } from './useRolloutAction';

/**
 * Aborts a canary, or begins an aborted one again: says what will happen, and asks first. After an abort it offers to take the
 * version back out of Git, which still names it.
 *
 * @internal
 */
export const RolloutButton = (props: {
  entityRef: string;
  environment: string;
  /** Undefined when nothing can be done now; what was asked for goes on. */
  canary?: CanaryStatus;
  history?: EnvironmentHistory;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { environment, canary } = props;
  /** What was asked for, and of which canary: it changes, and may be over, while the dialog is open. */
  const [asked, setAsked] = useState<{
    action: Extract<RolloutAction, 'abort' | 'retry'>;
    canary: CanaryStatus;
  }>();
  const offered = canary?.state === 'aborted' ? 'retry' : 'abort';
  const action = asked?.action ?? offered;
  const running = useRolloutAction(props.entityRef, environment, action);
  const start = useStartOnce(running);
  const target = rollbackTarget(props.history);
  const words = {
    environment,
    release:
      releaseName((asked?.canary ?? canary)?.release) ??
      t('canary.otherRelease'),
  };
  const close = () => {
    setAsked(undefined);
    if (!running.isPending) running.reset();
  };
  return (
    <>
      {canary && (
        <Button
          size="small"
          variant="secondary"
          destructive={offered === 'abort'}
          aria-label={t(`rollout.${offered}Label`, words)}
          onPress={() => setAsked({ action: offered, canary })}
        >
          {t(`rollout.${offered}`)}
        </Button>
      )}
      {asked && (
        <Dialog
          isOpen
          width="min(560px, calc(100vw - 32px))"
          onOpenChange={open => {
            if (!open) close();
          }}
        >
          <DialogHeader>{t(`rollout.${action}Title`, words)}</DialogHeader>
          <DialogBody className={styles.progress} tabIndex={0}>
            {running.isSuccess ? (
              <>
                <p role="status">{t(`rollout.${action}Done`, words)}</p>
                {action === 'abort' && target && (
                  <>
                    <p>{t('rollout.stillInGit', words)}</p>
                    <RollbackOffer
                      environment={environment}
                      target={target}
                      loud
                      onPress={close}
                    />
                  </>
                )}
              </>
            ) : (
              <p>{t(`rollout.${action}Text`, words)}</p>
            )}
            {running.error && (
              <RequestFailure
                error={running.error}
                title={t(`rollout.${action}Failed`)}
                permission={deliveryRolloutUpdatePermission.name}
                consequence={
                  running.error instanceof DeliveryRequestError &&
                  running.error.nothingChanged
                    ? t('state.readNothingChanged')
                    : t('rollout.maybe')
                }
                onRetry={start}
              />
            )}
          </DialogBody>
          <DialogFooter>
            <Button variant="secondary" onPress={close}>
              {t(running.isSuccess ? 'promote.close' : 'prune.cancel')}
            </Button>
            {!running.isSuccess && (
              <Button
                variant="primary"
                destructive={action === 'abort'}
                isPending={running.isPending}
                onPress={start}
              >
                {t(`rollout.${action}Confirm`)}
              </Button>
            )}
          </DialogFooter>
        </Dialog>
      )}
    </>
  );
};
