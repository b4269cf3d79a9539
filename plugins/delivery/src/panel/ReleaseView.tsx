import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type CommitSummary,
  type EnvironmentStatus,
  formatImage,
  type ReleaseDetails,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ReactNode } from 'react';
import { CanaryDetails } from '../canary/CanaryDetails';
import { safeContactUrl } from '../shared/links/safeContactUrl';
import { useReasonText } from '../shared/reasons/useReasonText';
import { FoldedText } from '../shared/states/FoldedText';
import { NewTabLink } from '../shared/states/NewTabLink';
import { TimeAgo } from '../shared/time/TimeAgo';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './EnvironmentPanel.module.css';
import { PanelPart } from './PanelPart';
import { type EnvironmentOf, useReleaseDetails } from './useEnvironmentParts';

/**
 * What an environment runs, the commit that brought it, and what the environment before it has that it does not.
 *
 * @internal
 */
export const ReleaseView = (props: {
  of: EnvironmentOf;
  status: EnvironmentStatus;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const query = useReleaseDetails(props.of);
  return (
    <PanelPart query={query}>
      {details => (
        <>
          <Section title={t('panel.runs')}>
            {details.release?.images.map(image => (
              <code key={image.name} className={styles.code}>
                {formatImage(image)}
              </code>
            )) ?? (
              <p>
                {t(props.status.mixed ? 'stop.mixed' : 'stop.releaseUnknown')}
              </p>
            )}
          </Section>
          <Section title={t('panel.commit')}>
            <Commit details={details} />
          </Section>
          <Before name={props.of.environment} before={details.before} />
          {details.rollouts.length > 0 && (
            <Section title={t('panel.rollout')}>
              <Rollouts
                environment={props.of.environment}
                rollouts={details.rollouts}
              />
            </Section>
          )}
        </>
      )}
    </PanelPart>
  );
};

function Section(props: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h4>{props.title}</h4>
      {props.children}
    </section>
  );
}

function Commit({ details }: { details: ReleaseDetails }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();
  const { commit, problem } = details;
  return (
    <>
      {commit && <CommitLine commit={commit} />}
      {commit?.message && commit.message.trim() !== commit.title && (
        <FoldedText text={commit.message} className={styles.quiet} />
      )}
      {!commit && !problem && <p>{t('panel.commitUnknown')}</p>}
      {problem && <p className={styles.quiet}>{reasonText(problem)}</p>}
    </>
  );
}

function CommitLine({ commit }: { commit: CommitSummary }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { id, title, author, at } = commit;
  const hash = id.slice(0, 7);
  const url = safeContactUrl(commit.url);
  return (
    <p>
      {url ? (
        <NewTabLink
          href={url}
          label={t('rollback.commitLabel', { hash, title })}
        >
          <code className={styles.code}>{hash}</code>
        </NewTabLink>
      ) : (
        <code className={styles.code}>{hash}</code>
      )}{' '}
      {title}{' '}
      {at && (
        <span className={styles.quiet}>
          <TimeAgo
            time={at}
            format={age =>
              author
                ? t('panel.byOn', { by: author, age })
                : t('panel.ago', { age })
            }
          />
        </span>
      )}
      {!at && author && (
        <span className={styles.quiet}>{t('rollback.by', { by: author })}</span>
      )}
    </p>
  );
}

function Before(props: { name: string; before: ReleaseDetails['before'] }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();
  const { name, before } = props;
  if (!before) return <p className={styles.quiet}>{t('panel.first')}</p>;
  const { commits, complete, problem, environment } = before;
  const url = safeContactUrl(before.url);
  const words = { name, before: environment };
  return (
    <Section title={t('panel.commitsBefore', words)}>
      {problem && <p className={styles.quiet}>{reasonText(problem)}</p>}
      {!problem && commits.length === 0 && complete && (
        <p className={styles.quiet}>{t('panel.noCommitsBefore', words)}</p>
      )}
      <ul className={styles.list}>
        {commits.map(commit => (
          <li key={commit.id}>
            <CommitLine commit={commit} />
          </li>
        ))}
      </ul>
      {!complete && !problem && (
        <p className={styles.quiet}>{t('panel.moreCommits')}</p>
      )}
      {url && (
        <p>
          <NewTabLink
            href={url}
            label={t('panel.newTab', { name: t('panel.compare') })}
          >
            {t('panel.compare')}
          </NewTabLink>
        </p>
      )}
    </Section>
  );
}

function Rollouts(props: {
  environment: string;
  rollouts: ReleaseDetails['rollouts'];
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return (
    <ul className={styles.list}>
      {props.rollouts.map(rollout => {
        const { namespace, name, phase, message, pods, weight } = rollout;
        return (
          <li key={`${namespace}/${name}`}>
            <p>
              {t('panel.rolloutPhase', { name, phase })}
              {weight !== undefined &&
                `, ${t('panel.rolloutWeight', { weight: String(weight) })}`}
            </p>
            {pods && (
              <p className={styles.quiet}>
                {t('panel.rolloutPods', {
                  next: String(pods.next),
                  stable: String(pods.stable),
                  desired: String(pods.desired),
                })}
              </p>
            )}
            {message && <FoldedText text={message} className={styles.quiet} />}
            {weight !== undefined && (
              <CanaryDetails
                environment={props.environment}
                progress={rollout}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
