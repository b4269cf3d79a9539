import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type {
  CanaryStatus,
  EnvironmentHistory,
  RolloutAction,
  RolloutProgress,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useState } from 'react';
import { releaseName } from '../environment/release';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { actionWords } from './actionWords';
import styles from './CanaryProgress.module.css';
import { offeredActions, placeOf } from './offeredActions';
import { type AskedAction, RolloutDialog } from './RolloutDialog';

/**
 * What can be done about a canary as it stands. Each says what will happen, and asks first.
 *
 * @internal
 */
export const CanaryActions = (props: {
  entityRef: string;
  environment: string;
  /** Undefined when nothing can be done now; what was asked for goes on. */
  canary?: CanaryStatus;
  /** Its steps, once they are known. */
  progress?: RolloutProgress;
  history?: EnvironmentHistory;
  /** `bypass`: leave out steps. */
  may: { update: boolean; bypass: boolean };
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { environment, canary, progress } = props;
  /** What was asked for, and of which canary: it changes, and may be over, while the dialog is open. */
  const [asked, setAsked] = useState<AskedAction>();
  const ask = (action: RolloutAction) => {
    if (canary) {
      setAsked({ action, canary, progress, ...placeOf(canary, progress) });
    }
  };
  const words = {
    environment,
    release: releaseName(canary?.release) ?? t('canary.otherRelease'),
  };
  const actions = offeredActions(canary, progress, props.may);
  return (
    <>
      {actions.length > 0 && (
        <div className={styles.actions}>
          {actions.map(action => (
            <Button
              key={action}
              size="small"
              variant="secondary"
              destructive={action === 'abort'}
              aria-label={t(`rollout.${actionWords(action)}Label`, words)}
              onPress={() => ask(action)}
            >
              {t(`rollout.${actionWords(action)}`)}
            </Button>
          ))}
        </div>
      )}
      {asked && (
        <RolloutDialog
          entityRef={props.entityRef}
          environment={environment}
          asked={asked}
          history={props.history}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
};
