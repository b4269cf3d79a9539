import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import {
  type Deployment,
  type EnvironmentHistory,
  type EnvironmentStatus,
  type RollbackRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useCallback, useEffect, useRef } from 'react';
import { releaseName } from '../environment/release';
import { PromotionLabel } from '../promotion/PromotionLabel';
import { useFocusAfter } from '../promotion/useFocusAfter';
import { useDialogAddress } from '../shared/address/useDialogAddress';
import { useDialogNote } from '../shared/address/useDialogNote';
import { isUnderWay } from '../shared/queries/polling';
import { TimeAgo } from '../shared/time/TimeAgo';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { EmergencyFacts } from './EmergencyFacts';
import styles from './EnvironmentRollback.module.css';
import { RollbackDialog } from './RollbackDialog';
import { RollbackOffer } from './RollbackOffer';
import { RolledBackFact } from './RolledBackFact';
import { useEmergencyRollback } from './useEmergencyRollback';
import { useOpenRollback } from './useOpenRollback';
import { useRollbackCandidates } from './useRollbackCandidates';

/**
 * What a stop says of its past, and the way back: what ran before with "Roll back", the rollback that is under way, or that what
 * runs was rolled back past Git.
 *
 * @internal
 */
export const EnvironmentRollback = (props: {
  entityRef: string;
  service: string;
  environment: EnvironmentStatus;
  history?: EnvironmentHistory;
  /** What the viewer may do here. */
  may: { rollback: boolean; sync: boolean; approve: boolean };
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { entityRef, environment, history } = props;
  const { name } = environment;
  const dialog = useDialogAddress();
  const { params, change } = dialog;
  const isOpen = params.rollback === name;
  const note = useDialogNote({ isOpen, change });
  const place = useRef<HTMLDivElement>(null);
  useFocusAfter(isOpen, place);

  const candidates = useRollbackCandidates(entityRef, name, isOpen);
  const deployment =
    params.deployment ??
    history?.previous?.id ??
    candidates.data?.find(({ rolledBack }) => !rolledBack)?.deployment.id;
  const request: RollbackRequest | undefined = deployment
    ? {
        environment: name,
        deployment,
        scope: params.scope === 'everything' ? 'everything' : 'versions',
      }
    : undefined;
  const opening = useOpenRollback(entityRef, request, ({ id }) =>
    note({ promotion: id }),
  );
  const emergency = useEmergencyRollback(
    entityRef,
    name,
    deployment,
    ({ id }) => note({ emergency: id }),
  );

  // Once the emergency rollback is over, the address alone knows the pull request that it led to.
  const outside = history?.emergency;
  const follows =
    isOpen && outside && params.emergency === outside.id
      ? outside.promotion
      : undefined;
  useEffect(() => {
    if (follows && params.promotion !== follows) {
      change({ promotion: follows });
    }
  }, [change, follows, params.promotion]);

  // What the dialog followed is in the address, and the next time it begins anew.
  const { reset: resetOpening } = opening;
  const { reset: resetEmergency } = emergency;
  const beginAnew = useCallback(() => {
    resetOpening();
    resetEmergency();
  }, [resetEmergency, resetOpening]);
  const isOver = opening.isSuccess || emergency.isSuccess;
  useEffect(() => {
    if (!isOpen && isOver) beginAnew();
  }, [beginAnew, isOpen, isOver]);

  const { rollback, previous } = history ?? {};
  const underWay = isUnderWay(rollback);
  return (
    <div ref={place} className={styles.past}>
      {outside && <EmergencyFacts emergency={outside} rollback={rollback} />}
      {opening.isPending && <Quiet text={t('promote.opening')} />}
      {opening.error && !isOpen && !underWay && (
        <Text as="p" variant="body-small" weight="bold">
          {t(
            opening.uncertain
              ? 'transition.searching'
              : 'transition.openFailed',
          )}
        </Text>
      )}
      {rollback && !opening.isPending && !(outside && underWay) && (
        <div className={styles.rollback}>
          <Text as="p" variant="body-small">
            {t(underWay ? 'rollback.underWay' : 'rollback.wasUnderWay', {
              release: releaseName(rollback.release) ?? '',
            })}
          </Text>
          <PromotionLabel promotion={rollback} />
        </div>
      )}
      {(underWay || outside) && (
        <Button
          size="small"
          variant="secondary"
          aria-label={t('rollback.progressLabel', { environment: name })}
          onPress={() =>
            dialog.open({
              rollback: name,
              promotion: rollback?.id,
              emergency: outside?.id,
            })
          }
        >
          {t('transition.progress')}
        </Button>
      )}
      {history?.current && !underWay && !outside && (
        <RolledBackFact deployment={history.current} />
      )}
      {previous && !underWay && !outside && (
        <div className={styles.previous}>
          {/* While a canary goes on, what ran before it still runs. */}
          {!environment.canary && <Previous deployment={previous} />}
          <RollbackOffer
            environment={name}
            target={previous}
            loud={needsWayBack(environment)}
            onPress={beginAnew}
          />
        </div>
      )}
      {isOpen && (
        <RollbackDialog
          entityRef={entityRef}
          service={props.service}
          environment={environment}
          history={history}
          may={props.may}
          candidates={candidates}
          request={request}
          opening={opening}
          emergency={emergency}
          onChange={change}
          params={params}
          onAgain={beginAnew}
          onClose={dialog.close}
        />
      )}
    </div>
  );
};

function Previous({ deployment }: { deployment: Deployment }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { until } = deployment;
  const release = releaseName(deployment.release) ?? t('stop.releaseUnknown');
  return (
    <Text as="p" variant="body-small" color="secondary">
      {until ? (
        <TimeAgo
          time={until}
          format={age => t('rollback.previousUntil', { release, age })}
        />
      ) : (
        t('rollback.previous', { release })
      )}
    </Text>
  );
}

function Quiet(props: { text: string }) {
  return (
    <Text as="p" variant="body-small" color="secondary">
      {props.text}
    </Text>
  );
}

/** What runs is not well, so that the way back is what a person looks for. */
function needsWayBack({ health, canary }: EnvironmentStatus): boolean {
  return health === 'Degraded' || canary?.state === 'aborted';
}
