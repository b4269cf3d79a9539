import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';
import { useId, type ReactNode } from 'react';
import { personName } from '../shared/personName';
import { useDurationText } from '../shared/time/useDurationText';
import { useRelativeTime } from '../shared/time/useRelativeTime';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { CommitLink } from './CommitLink';
import styles from './DeploymentDialog.module.css';
import { DeploymentOutcomeLabel } from './DeploymentOutcomeLabel';
import { PromotionFact } from './PromotionFact';
import { stageSpans } from './stageSpans';
import { useCauseText } from './useCauseText';

/**
 * How a deployment came about, how long each stage took, and what became of it.
 *
 * @internal
 */
export const DeploymentFacts = (props: { deployment: Deployment }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const title = useId();
  const causeText = useCauseText();
  const { exact } = useRelativeTime();
  const { deployment } = props;
  const { commit, rolledBack, from, until } = deployment;
  return (
    <section className={styles.section} aria-labelledby={title}>
      <Text as="h3" id={title} variant="title-x-small" weight="bold">
        {t('history.facts')}
      </Text>
      <dl className={styles.facts}>
        <Fact name={t('history.how')}>{causeText(deployment)}</Fact>
        {deployment.promotion && (
          <Fact name={t('history.pullRequest')}>
            <PromotionFact
              id={deployment.promotion}
              entityRef={deployment.entityRef}
            />
          </Fact>
        )}
        <Fact name={t('history.commit')}>
          <CommitLink deployment={deployment} />
          {commit && (
            <>
              {' '}
              {commit.title}
              {commit.author && `, ${commit.author}`}
            </>
          )}
        </Fact>
        <Fact name={t('history.ran')}>
          {until
            ? t('history.fromUntil', { from: exact(from), until: exact(until) })
            : t('history.fromNow', { from: exact(from) })}
        </Fact>
        <Fact name={t('history.stages')}>
          <Stages deployment={deployment} />
        </Fact>
        <Fact name={t('history.outcomeTitle')}>
          <DeploymentOutcomeLabel deployment={deployment} />
          {rolledBack && (
            <span className={styles.rolledBack}>
              {rolledBack.by === undefined
                ? t('history.rolledBackOn', { at: exact(rolledBack.at) })
                : t('history.rolledBackAt', {
                    by: personName(rolledBack.by),
                    at: exact(rolledBack.at),
                  })}
              {rolledBack.reason &&
                ` ${t('approval.because', { reason: rolledBack.reason })}`}
            </span>
          )}
        </Fact>
      </dl>
    </section>
  );
};

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Stages({ deployment }: { deployment: Deployment }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const duration = useDurationText();
  const { exact } = useRelativeTime();
  const spans = stageSpans(deployment);
  const requestedAt = deployment.stages?.requestedAt;
  return (
    <ul className={styles.list}>
      {requestedAt && (
        <li>{t('history.requestedAt', { at: exact(requestedAt) })}</li>
      )}
      {spans.map(({ stage, ms }) => (
        <li key={stage}>
          {t(`history.stageTook.${stage}`, { duration: duration(ms) })}
        </li>
      ))}
      {!requestedAt && spans.length === 0 && <li>{t('history.notKnown')}</li>}
    </ul>
  );
}
