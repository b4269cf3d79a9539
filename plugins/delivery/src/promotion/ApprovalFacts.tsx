import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import {
  deliveryPromotionApprovePermission,
  type Promotion,
  type PromotionApproval,
  type PromotionApprovalState,
} from '@stonegarden/backstage-plugin-delivery-common';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { Fragment } from 'react';
import { personName } from '../shared/personName';
import { useViewer } from '../shared/useViewer';
import { TimeAgo } from '../shared/time/TimeAgo';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { ApproveButton } from './ApproveButton';
import styles from './PullRequestFacts.module.css';

/**
 * Who has to approve a promotion, and who did. Whoever may is offered to.
 *
 * @internal
 */
export const ApprovalFacts = (props: {
  promotion: Promotion;
  state: PromotionApprovalState;
  mayApprove: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { promotion, state } = props;
  const { to, requestedBy } = promotion;
  switch (state) {
    case 'approved':
      return (
        <div className={styles.said}>
          {countingApprovals(promotion).map(approval => (
            <Approval key={approval.by} approval={approval} />
          ))}
        </div>
      );
    case 'requester-may-approve':
      return (
        <Text as="p" color="secondary">
          {t('approval.requester', { by: personName(requestedBy), to })}
        </Text>
      );
    case 'overridden':
      return (
        <Text as="p" color="secondary">
          {t('approval.overridden')}
        </Text>
      );
    case 'missing':
      return (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('approval.missingTitle')}
          description={t('approval.missing', { to })}
        />
      );
    default:
      return <Awaited {...props} />;
  }
};

/** Those of the commit that the pull request holds. */
function countingApprovals({
  approvals = [],
  headCommit,
  pullRequest,
}: Promotion): PromotionApproval[] {
  return pullRequest?.headMoved
    ? []
    : approvals.filter(({ commit }) => commit === headCommit);
}

/** How many of how many have approved, and members of which groups are missing. */
function Missing(props: { promotion: Promotion }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { requiredApprovals, missingApprovals } = props.promotion;
  const { count = 1, groups = [] } = requiredApprovals ?? {};
  if (!missingApprovals || (count === 1 && groups.length === 0)) return null;
  const given = countingApprovals(props.promotion);
  return (
    <>
      <strong>
        {t('approval.givenOf', {
          given: String(given.length),
          required: String(count),
        })}
      </strong>
      {given.map(approval => (
        <Approval key={approval.by} approval={approval} />
      ))}
      {missingApprovals.groups.length > 0 && (
        <span>
          {t('approval.missingGroups')}{' '}
          {missingApprovals.groups.map((group, index) => (
            <Fragment key={group}>
              {index > 0 && ', '}
              <EntityDisplayName
                entityRef={group}
                defaultKind="group"
                hideIcon
                disableTooltip
              />
            </Fragment>
          ))}
        </span>
      )}
    </>
  );
}

/** Who approved the head at the Git host, and does not count: as nobody of the catalog, as no member, or as the author. */
function UncountedReviews(props: { promotion: Promotion }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { approvals = [], headCommit, pullRequest } = props.promotion;
  const reviews = (pullRequest?.reviews ?? []).filter(
    ({ by, commit, state }) =>
      state === 'approved' &&
      commit === headCommit &&
      !approvals.some(each => each.by === by && each.commit === commit),
  );
  return (
    <>
      {reviews.map(({ by, login }) => (
        <span key={login}>
          {by
            ? t('approval.notCounted', { by: personName(by) })
            : t('approval.nobody', { login })}
        </span>
      ))}
    </>
  );
}

function Approval(props: { approval: PromotionApproval }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { by, at, reason, source } = props.approval;
  return (
    <Text as="p">
      <strong>
        {t(source === 'git-host' ? 'approval.byReview' : 'approval.by', {
          by: personName(by),
        })}
      </strong>{' '}
      <TimeAgo time={at} format={age => t('approval.ago', { age })} />
      {reason && <> {t('approval.because', { reason })}</>}
    </Text>
  );
}

function Awaited(props: { promotion: Promotion; mayApprove: boolean }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const viewer = useViewer();
  const { promotion, mayApprove } = props;
  const {
    to,
    requestedBy,
    approvals = [],
    headCommit,
    pullRequest,
    requiredApprovals,
  } = promotion;
  const permission = deliveryPromotionApprovePermission.name;
  const people = requiredApprovals?.count ?? 1;
  const given = countingApprovals(promotion);
  const last = given.length > 0 ? undefined : approvals.at(-1);
  const isRequester = viewer === requestedBy;
  const canApprove =
    mayApprove &&
    viewer !== undefined &&
    !isRequester &&
    !given.some(({ by }) => by === viewer) &&
    promotion.status === 'open' &&
    headCommit !== undefined &&
    !pullRequest?.headMoved;
  return (
    <Alert
      role="status"
      status="info"
      icon
      title={t('approval.awaitedTitle')}
      description={
        <span className={styles.said}>
          <span>
            {people > 1
              ? t(
                  isRequester
                    ? 'approval.awaitedManyByYou'
                    : 'approval.awaitedMany',
                  { to, permission, people: String(people) },
                )
              : t(isRequester ? 'approval.awaitedByYou' : 'approval.awaited', {
                  to,
                  permission,
                })}
          </span>
          <Missing promotion={promotion} />
          <UncountedReviews promotion={promotion} />
          {last && (
            <span>{t('approval.void', { by: personName(last.by) })}</span>
          )}
          {canApprove && (
            <ApproveButton promotion={promotion} commit={headCommit} />
          )}
        </span>
      }
    />
  );
}
