import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import {
  type CanaryStatus,
  deliveryRolloutBypassPermission,
  deliveryRolloutUpdatePermission,
  type EnvironmentHistory,
  ROLLOUT_BYPASSES,
  type RolloutAction,
  type RolloutProgress,
} from '@stonegarden/backstage-plugin-delivery-common';
import { releaseName } from '../environment/release';
import { RollbackOffer } from '../rollback/RollbackOffer';
import styles from '../rollback/RollbackProgress.module.css';
import { rollbackTarget } from '../rollback/rollbackTarget';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { useStartOnce } from '../shared/queries/useStartOnce';
import { RequestFailure } from '../shared/states/RequestFailure';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { ActionEffect } from './ActionEffect';
import { actionWords } from './actionWords';
import { useRolloutAction } from './useRolloutAction';

/**
 * An action that a person asked for, and the canary as they saw it.
 *
 * @internal
 */
export interface AskedAction {
  action: RolloutAction;
  canary: CanaryStatus;
  progress?: RolloutProgress;
  step?: number;
  podHash?: string;
}

/**
 * Says what an action will do to a canary and what it leaves out, has it done, and says what came of it. After an abort it
 * offers to take the version back out of Git, which still names it.
 *
 * @internal
 */
export const RolloutDialog = (props: {
  entityRef: string;
  environment: string;
  asked: AskedAction;
  history?: EnvironmentHistory;
  onClose: () => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { environment, asked, onClose } = props;
  const { action, canary, progress, step, podHash } = asked;
  const said = actionWords(action);
  const request = {
    action,
    // Retry begins at the first step, wherever it stood.
    ...(action === 'retry' ? {} : { step }),
    ...(podHash ? { podHash } : {}),
  };
  const running = useRolloutAction(
    props.entityRef,
    environment,
    // Whoever aborts means whatever runs by then.
    action === 'abort' ? { action } : request,
  );
  const start = useStartOnce(running);
  const failure =
    running.error instanceof DeliveryRequestError ? running.error : undefined;
  // The canary is no longer as it was shown here, and to ask again would bring the same answer.
  const isRefused = failure?.kind === 'refused';
  const isOver = running.isSuccess || isRefused;
  const target = rollbackTarget(props.history);
  const words = {
    environment,
    release: releaseName(canary.release) ?? t('canary.otherRelease'),
  };
  return (
    <Dialog
      isOpen
      width="min(560px, calc(100vw - 32px))"
      onOpenChange={open => {
        if (!open) onClose();
      }}
    >
      <DialogHeader>{t(`rollout.${said}Title`, words)}</DialogHeader>
      <DialogBody className={styles.progress} tabIndex={0}>
        {running.isSuccess ? (
          <>
            <p role="status">{t(`rollout.${said}Done`, words)}</p>
            {action === 'abort' && target && (
              <>
                <p>{t('rollout.stillInGit', words)}</p>
                <RollbackOffer
                  environment={environment}
                  target={target}
                  loud
                  onPress={onClose}
                />
              </>
            )}
          </>
        ) : (
          <ActionEffect action={action} progress={progress} words={words} />
        )}
        {running.error && (
          <RequestFailure
            error={running.error}
            title={t(`rollout.${said}Failed`)}
            permission={
              (ROLLOUT_BYPASSES.includes(action)
                ? deliveryRolloutBypassPermission
                : deliveryRolloutUpdatePermission
              ).name
            }
            consequence={
              failure?.nothingChanged
                ? t('state.readNothingChanged')
                : t('rollout.maybe')
            }
            onRetry={isRefused ? undefined : start}
          />
        )}
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t(isOver ? 'promote.close' : 'prune.cancel')}
        </Button>
        {!isOver && (
          <Button
            variant="primary"
            destructive={action === 'abort'}
            isPending={running.isPending}
            onPress={start}
          >
            {t(`rollout.${said}Confirm`)}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
};
