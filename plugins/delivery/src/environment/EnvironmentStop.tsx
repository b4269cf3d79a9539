import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import type {
  EnvironmentHistory,
  EnvironmentStatus,
  EnvironmentTransition,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ReactNode } from 'react';
import { releaseLag } from './releaseLag';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { NewTabLink } from '../shared/states/NewTabLink';
import { EnvironmentStateLabel } from '../shared/status/EnvironmentStateLabel';
import { isCompared } from '../shared/status/environmentState';
import { SyncLabel } from '../shared/status/SyncLabel';
import { TimeAgo } from '../shared/time/TimeAgo';
import { Differences } from './Differences';
import { EnvironmentReasons } from './EnvironmentReasons';
import styles from './EnvironmentStop.module.css';
import { ForbiddenStop } from './ForbiddenStop';
import { gitDifference } from './gitDifference';
import { OperationFact } from './OperationFact';
import { releaseName } from './release';
import { PruneButton } from './PruneButton';
import { ReleaseFacts } from './ReleaseFacts';
import { SyncButton } from './SyncButton';
import { useSyncQuestion } from './useSyncQuestion';

/**
 * One stop of the promotion path: how one environment is, what it runs, since when.
 *
 * @internal
 */
export const EnvironmentStop = (props: {
  entityRef: string;
  environment: EnvironmentStatus;
  /** The environment before this one, to say how far this one is behind. */
  before?: EnvironmentStatus;
  /** Whether Git says the same for it as for the one before it. */
  transition?: EnvironmentTransition;
  maySync: boolean;
  /** What is said of its past. */
  past?: ReactNode;
  /** How far its canary has come. */
  canaryProgress?: ReactNode;
  /** What can be done about its canary. */
  canaryActions?: ReactNode;
  /** Opens what more there is about it. */
  onOpen?: () => void;
  /** Opens how it differs from Git, field by field. */
  onDiff?: () => void;
  /** Its details are open. */
  isOpen?: boolean;
  /** Its past, and that of the environment before it. */
  histories?: { own?: EnvironmentHistory; before?: EnvironmentHistory };
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { environment, before, transition, maySync } = props;
  const { stale, operation, differences } = environment;
  const question = useSyncQuestion(props);
  const asInGit = !gitDifference(environment) && !environment.outsideGit;
  const lag =
    transition?.state === 'same' && asInGit
      ? 'same'
      : releaseLag(environment.release, before?.release);
  if (environment.forbidden) {
    return <ForbiddenStop environment={environment} />;
  }

  return (
    <article
      className={styles.stop}
      data-stale={stale || undefined}
      data-open={props.isOpen || undefined}
      aria-label={t('stop.label', { name: environment.name })}
    >
      <header className={styles.head}>
        <Text as="h3" variant="body-large" weight="bold">
          {props.onOpen ? (
            <button
              type="button"
              className={styles.open}
              data-environment={environment.name}
              aria-expanded={props.isOpen ?? false}
              aria-label={t('stop.detailsLabel', { name: environment.name })}
              onClick={props.onOpen}
            >
              {environment.name}
            </button>
          ) : (
            environment.name
          )}
        </Text>
      </header>

      <div className={styles.words} data-words>
        <EnvironmentStateLabel environment={environment} />
        {isCompared(environment) && (
          <SyncLabel
            sync={environment.sync}
            operation={operation}
            stale={stale}
          />
        )}
      </div>

      <ReleaseFacts
        environment={environment}
        hideOutsideGit={Boolean(props.histories?.own?.emergency)}
      />

      <div className={styles.middle}>
        {props.canaryProgress}
        <ul className={styles.facts}>
          <li>
            {environment.since && (
              <>
                <TimeAgo
                  time={environment.since}
                  format={age => t('age.since', { age })}
                />
                {' · '}
              </>
            )}
            <span
              title={t(
                environment.autoSync
                  ? 'stop.autoExplained'
                  : 'stop.manualExplained',
              )}
            >
              {environment.autoSync ? t('stop.auto') : t('stop.manual')}
            </span>
          </li>
          {before &&
            (lag === 'behind' || lag === 'ahead' || lag === 'differs') && (
              <li className={styles.lag}>
                {t(`stop.${lag}`, { name: before.name })}
              </li>
            )}
          {/* Of one that is under way its steps say more. */}
          {!environment.canary && <Kind environment={environment} />}
          {stale && environment.asOf && (
            <li>
              <TimeAgo
                time={environment.asOf}
                format={age =>
                  // Where the reason says it, it is not said twice.
                  t(
                    environment.presence === 'unlisted' &&
                      environment.healthReason?.code !== 'ApplicationUnlisted'
                      ? 'stop.unlisted'
                      : 'stop.stale',
                    { age },
                  )
                }
              />
            </li>
          )}
          <EnvironmentReasons environment={environment} />
          <OperationFact environment={environment} />
          {!stale && <Differences environment={environment} />}
          <li
            title={t('stop.placeExplained', {
              namespace: environment.namespace,
              cluster: environment.cluster,
            })}
          >
            {t('stop.place', {
              namespace: environment.namespace,
              cluster: environment.cluster,
            })}
          </li>
        </ul>
      </div>

      <div className={styles.past}>{props.past}</div>

      <footer className={styles.foot}>
        {environment.application?.url ? (
          <NewTabLink
            href={environment.application.url}
            label={t('stop.argocdLabel', { name: environment.name })}
          >
            {t('stop.argocd')}
          </NewTabLink>
        ) : (
          <span />
        )}
        {props.canaryActions}
        {environment.sync === 'OutOfSync' && !stale && props.onDiff && (
          <Button
            size="small"
            variant="tertiary"
            aria-label={t('stop.diffLabel', { name: environment.name })}
            onPress={props.onDiff}
          >
            {t('stop.diff')}
          </Button>
        )}
        {environment.sync === 'OutOfSync' &&
          !stale &&
          (differences?.pruneOnly ? (
            <PruneButton
              entityRef={props.entityRef}
              environment={environment}
              differences={differences}
              allowed={maySync}
            />
          ) : (
            <SyncButton
              entityRef={props.entityRef}
              environment={environment.name}
              allowed={maySync}
              running={operation?.phase === 'Running'}
              changes={
                releaseChange(environment) ??
                (differences?.total
                  ? t('stop.syncResources', { count: differences.total })
                  : undefined)
              }
              question={question}
            />
          ))}
      </footer>
    </article>
  );
};

function Kind({ environment }: { environment: EnvironmentStatus }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  if (environment.rollout === 'blueGreen') {
    return <li>{t('stop.blueGreen')}</li>;
  }
  if (environment.rollout === 'canary' && environment.rolloutWeights?.length) {
    return (
      <li>
        {t('stop.canary', { weights: environment.rolloutWeights.join(' → ') })}
      </li>
    );
  }
  return null;
}

/** From what runs to what Git names, where both are known and say different versions of one image. */
function releaseChange(environment: EnvironmentStatus): string | undefined {
  if (environment.mixed) return undefined;
  const from = releaseName(environment.release);
  const to = releaseName(environment.git?.release);
  return from && to && from !== to ? `${from} → ${to}` : undefined;
}
