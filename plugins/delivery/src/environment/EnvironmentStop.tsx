import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  EnvironmentStatus,
  EnvironmentTransition,
} from '@stonegarden/backstage-plugin-delivery-common';
import { releaseLag } from './releaseLag';
import { useReasonText } from '../shared/reasons/useReasonText';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { NewTabLink } from '../shared/states/NewTabLink';
import { HealthLabel } from '../shared/status/HealthLabel';
import { SyncLabel } from '../shared/status/SyncLabel';
import { TimeAgo } from '../shared/time/TimeAgo';
import styles from './EnvironmentStop.module.css';
import { ForbiddenStop } from './ForbiddenStop';
import { ReleaseLabel } from './ReleaseLabel';
import { SyncButton } from './SyncButton';

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
  /** Whether it runs what the one before it runs. */
  transition?: EnvironmentTransition;
  maySync: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { environment, before, transition, maySync } = props;
  const reasonText = useReasonText();
  const { stale, operation } = environment;
  const running = operation?.phase === 'Running';
  const failed = operation?.phase === 'Failed' || operation?.phase === 'Error';
  const lag =
    transition?.state === 'same'
      ? 'same'
      : releaseLag(environment.release, before?.release);
  if (environment.forbidden) {
    return <ForbiddenStop environment={environment} />;
  }

  return (
    <article
      className={styles.stop}
      data-stale={stale || undefined}
      aria-label={t('stop.label', { name: environment.name })}
    >
      <header className={styles.head}>
        <Text as="h3" variant="body-large" weight="bold">
          {environment.name}
        </Text>
        <Kind environment={environment} />
      </header>

      <div className={styles.words}>
        <HealthLabel health={environment.health} stale={stale} />
        <SyncLabel sync={environment.sync} running={running} stale={stale} />
      </div>

      <ReleaseLabel
        release={environment.release}
        none={
          environment.health === 'Missing' ? t('stop.nothingRuns') : undefined
        }
      />

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
        {stale && environment.asOf && (
          <li>
            <TimeAgo
              time={environment.asOf}
              format={age => t('stop.stale', { age })}
            />
          </li>
        )}
        {environment.health === 'Degraded' && environment.healthReason && (
          <li className={styles.message}>
            {reasonText(environment.healthReason)}
          </li>
        )}
        {failed && (
          <li className={styles.message}>
            {operation.message
              ? t('stop.operationFailed', { message: operation.message })
              : t('stop.operationFailedPlain')}
          </li>
        )}
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
        {environment.sync === 'OutOfSync' && !stale && (
          <SyncButton
            entityRef={props.entityRef}
            environment={environment.name}
            allowed={maySync}
            running={running}
          />
        )}
      </footer>
    </article>
  );
};

function Kind({ environment }: { environment: EnvironmentStatus }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  if (environment.rollout === 'blueGreen') {
    return <span className={styles.kind}>{t('stop.blueGreen')}</span>;
  }
  if (environment.rollout === 'canary' && environment.rolloutWeights?.length) {
    return (
      <span className={styles.kind}>
        {t('stop.canary', { weights: environment.rolloutWeights.join(' → ') })}
      </span>
    );
  }
  return null;
}
