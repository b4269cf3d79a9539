import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  EmergencyRollback,
  EnvironmentHistory,
  EnvironmentStatus,
  Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useRef } from 'react';
import { releaseName } from '../environment/release';
import { FollowedPromotion } from '../promotion/FollowedPromotion';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { EmergencyFacts } from './EmergencyFacts';
import { RollbackOffer } from './RollbackOffer';
import { rollbackTarget } from './rollbackTarget';
import styles from './RollbackProgress.module.css';

/**
 * Follows a rollback to its end: what was done past Git, and how far the pull request is.
 *
 * @internal
 */
export const RollbackProgress = (props: {
  entityRef: string;
  environment: EnvironmentStatus;
  history?: EnvironmentHistory;
  /** Id of the rollback. */
  promotion?: string;
  opened?: Promotion;
  /** Id of the emergency rollback. */
  emergency?: string;
  applied?: EmergencyRollback;
  may: { rollback: boolean; sync: boolean; approve: boolean };
  /** Another way back is chosen. */
  onAgain: () => void;
  onClose: () => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { environment, history, opened } = props;
  const { rollback } = history ?? {};
  // What was answered at the click counts until the page itself knows of it.
  const isAsked = (one?: EmergencyRollback) => one?.id === props.emergency;
  const known = isAsked(history?.emergency) ? history?.emergency : undefined;
  const answered = isAsked(props.applied) ? props.applied : undefined;
  const wasKnown = useRef(false);
  if (known) wasKnown.current = true;
  const emergency = known ?? (wasKnown.current ? undefined : answered);
  const target = rollbackTarget(history);
  const id = emergency?.promotion ?? props.promotion;
  return (
    <div className={styles.progress}>
      {/* What the dialog is about has changed: a screen reader is told. */}
      {props.emergency && (
        <div role="status" aria-live="polite">
          {emergency ? (
            <EmergencyFacts emergency={emergency} rollback={rollback} />
          ) : (
            <Text as="p">
              {t('emergency.over', { environment: environment.name })}
            </Text>
          )}
        </div>
      )}
      {emergency?.status === 'refused' && target && (
        <RollbackOffer
          environment={environment.name}
          target={target}
          onPress={props.onAgain}
        />
      )}
      {id && (
        <FollowedPromotion
          entityRef={props.entityRef}
          id={id}
          known={[opened, rollback].find(one => one?.id === id)}
          target={environment}
          maySync={props.may.sync}
          mayPromote={props.may.rollback}
          mayApprove={props.may.approve}
          stages={
            history?.current?.promotion === id
              ? history.current.stages
              : undefined
          }
          afterwards={promotion => (
            <Afterwards
              promotion={promotion}
              history={history}
              onAgain={props.onAgain}
            />
          )}
          onStop={props.onClose}
        />
      )}
    </div>
  );
};

/** What is next once a rollback is over. */
function Afterwards(props: {
  promotion: Promotion;
  history?: EnvironmentHistory;
  onAgain: () => void;
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { promotion, history } = props;
  const { status, to, rollback } = promotion;
  const target = rollbackTarget(history, promotion);
  if (status === 'succeeded') {
    const replaced = releaseName(rollback?.replaces);
    return (
      <Text as="p">
        {replaced
          ? t('rollback.next', { environment: to, release: replaced })
          : t('rollback.nextPlain', { environment: to })}
      </Text>
    );
  }
  return target ? (
    <RollbackOffer environment={to} target={target} onPress={props.onAgain} />
  ) : null;
}
