import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import type {
  Promotion,
  PromotionPullRequest,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ComponentProps } from 'react';
import { useReasonText } from '../shared/reasons/useReasonText';
import { NewTabLink } from '../shared/states/NewTabLink';
import { TimeAgo } from '../shared/time/TimeAgo';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { OverrideOffer } from './OverrideOffer';
import { PullRequestChecks } from './PullRequestChecks';
import { PullRequestDiff } from './PullRequestDiff';
import styles from './PullRequestFacts.module.css';
import { RenewButton } from './RenewButton';

/**
 * What the Git host says of an open pull request, as far as it is known: whether somebody else pushed to it or
 * gave it another base branch, whether it still merges and what can be done, its checks, and what the gates say by now.
 *
 * @internal
 */
export const PullRequestFacts = (props: {
  promotion: Promotion;
  mayPromote: boolean;
  /** Called with the promotion that took the place of one that conflicts. */
  onRenewed: (renewed: Promotion) => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();
  const { promotion } = props;
  const { pullRequest } = promotion;
  if (!pullRequest || promotion.status !== 'open') return null;
  const { headMoved, retargeted, mergeable, checks, gates, asOf } = pullRequest;
  return (
    <div className={styles.facts}>
      {headMoved && (
        <>
          <HeadMoved pullRequest={pullRequest} headMoved={headMoved} />
          <PullRequestDiff promotion={promotion} commit={headMoved.commit} />
        </>
      )}
      {retargeted && (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('transition.retargeted', retargeted)}
          description={t(
            promotion.rollback
              ? 'rollback.retargeted'
              : 'pullRequest.retargeted',
            { ...retargeted, to: promotion.to },
          )}
        />
      )}
      {mergeable === false && <Conflicts {...props} />}
      {gates?.reason &&
        gates.state !== 'passed' &&
        !isAboutApproval(gates.reason) && (
          <Alert
            role="status"
            status="warning"
            icon
            title={t('pullRequest.notReady', { to: promotion.to })}
            description={reasonText(gates.reason)}
          />
        )}
      <OverrideOffer promotion={promotion} />
      {checks && <PullRequestChecks checks={checks} />}
      <Text as="p" variant="body-small" color="secondary">
        {t('pullRequest.branch', { branch: promotion.branch })}
        {asOf && (
          <>
            {' · '}
            <TimeAgo
              time={asOf}
              format={age => t('pullRequest.asOf', { age })}
            />
          </>
        )}
      </Text>
    </div>
  );
};

/** It stands above, with what can be done. */
function isAboutApproval({ code }: Reason): boolean {
  return (
    code === 'ApprovalAwaited' ||
    code === 'ApprovalsMissing' ||
    code === 'ApprovalVoid'
  );
}

function HeadMoved(props: {
  pullRequest: PromotionPullRequest;
  headMoved: NonNullable<PromotionPullRequest['headMoved']>;
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { url, number, title } = props.pullRequest;
  const { by, commit } = props.headMoved;
  const short = commit.slice(0, 7);
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={t('pullRequest.headMovedTitle')}
      description={
        <span className={styles.said}>
          <span>
            {by
              ? t('pullRequest.headMovedBy', { by, commit: short })
              : t('pullRequest.headMoved', { commit: short })}
          </span>
          <NewTabLink
            href={url}
            label={t('pullRequest.seeDiffLabel', {
              number: String(number),
              title,
            })}
          >
            {t('pullRequest.seeDiff')}
          </NewTabLink>
        </span>
      }
    />
  );
}

function Conflicts(props: ComponentProps<typeof PullRequestFacts>) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { promotion, mayPromote } = props;
  const conflicts = promotion.pullRequest?.conflicts ?? [];
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={t('pullRequest.conflictsTitle')}
      description={
        <span className={styles.said}>
          <span>
            {t(
              conflicts.length
                ? 'pullRequest.conflictsIn'
                : 'pullRequest.conflicts',
            )}
          </span>
          {conflicts.map(path => (
            <code key={path}>{path}</code>
          ))}
          {promotion.sharesPullRequest && (
            <span>{t('train.renewTogether')}</span>
          )}
          {!promotion.sharesPullRequest && mayPromote && (
            <RenewButton promotion={promotion} onRenewed={props.onRenewed} />
          )}
          {!promotion.sharesPullRequest && !mayPromote && (
            <span>
              {promotion.rollback
                ? t('rollback.forbidden', { environment: promotion.to })
                : t('transition.forbidden', { to: promotion.to })}
            </span>
          )}
        </span>
      }
    />
  );
}
