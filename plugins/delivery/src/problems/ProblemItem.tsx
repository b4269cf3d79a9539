import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import { RiAlertLine, RiErrorWarningLine } from '@remixicon/react';
import type { ServiceProblem } from '@stonegarden/backstage-plugin-delivery-common';
import { lazy, Suspense, useState } from 'react';
import { safeContactUrl } from '../shared/links/safeContactUrl';
import { useSourceUrl } from '../shared/links/useSourceUrl';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { NewTabLink } from '../shared/states/NewTabLink';
import { StatusLabel } from '../shared/status/StatusLabel';
import { TimeAgo } from '../shared/time/TimeAgo';
import { InlineCode } from './InlineCode';
import styles from './ProblemItem.module.css';

// The explanations are long, and few readers open one.
const ProblemExplanation = lazy(() => import('./ProblemExplanation'));

/**
 * One problem: how bad, since when, what would be right, where, and what it means for those who ask.
 *
 * @internal
 */
export const ProblemItem = (props: {
  entity: Entity;
  problem: ServiceProblem;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { problem } = props;
  const isError = problem.severity === 'error';
  const since =
    problem.since && Number.isFinite(Date.parse(problem.since))
      ? problem.since
      : undefined;
  return (
    <div className={styles.problem}>
      <span className={styles.head}>
        <StatusLabel
          tone={isError ? 'danger' : 'warning'}
          icon={
            isError ? (
              <RiErrorWarningLine size={16} aria-hidden />
            ) : (
              <RiAlertLine size={16} aria-hidden />
            )
          }
          word={t(`problems.${problem.severity}`)}
        />
        {since && (
          <span className={styles.quiet}>
            <TimeAgo time={since} format={age => t('age.since', { age })} />
          </span>
        )}
      </span>
      <Text as="p" lang="en" className={styles.message}>
        <InlineCode text={problem.message} />
      </Text>
      <Place {...props} />
      <Meaning problem={problem} />
    </div>
  );
};

function Place(props: { entity: Entity; problem: ServiceProblem }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { file, line, column } = props.problem;
  const href = useSourceUrl(props.entity)(file, line);
  // What a repository has to say may have no file.
  if (!file) return null;
  const place = [file, line, column].filter(Boolean).join(':');
  return (
    <span className={styles.place}>
      {href ? (
        <NewTabLink href={href} label={t('owner.newTab', { text: place })}>
          {place}
        </NewTabLink>
      ) : (
        place
      )}
    </span>
  );
}

function Meaning({ problem: { code, docs } }: { problem: ServiceProblem }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const [open, setOpen] = useState(false);
  const docsUrl = safeContactUrl(docs);
  return (
    <details
      className={styles.meaning}
      onToggle={event => setOpen(event.currentTarget.open)}
    >
      <summary className={styles.question}>
        {t('problems.explain', { code })}
      </summary>
      {open && (
        <div className={styles.answer}>
          <Suspense fallback={<Skeleton width="100%" height={160} />}>
            <ProblemExplanation code={code} />
          </Suspense>
          {docsUrl && (
            <NewTabLink
              href={docsUrl}
              label={t('problems.docsLabel', { code })}
            >
              {t('problems.docs')}
            </NewTabLink>
          )}
        </div>
      )}
    </details>
  );
}
