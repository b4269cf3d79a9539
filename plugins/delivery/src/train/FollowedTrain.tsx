import { RouterLink, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Text } from '@backstage/ui';
import {
  deliveryEnvironmentReadPermission,
  type Train,
  type TrainMember,
} from '@stonegarden/backstage-plugin-delivery-common';
import { PromotionLabel } from '../promotion/PromotionLabel';
import { transitionChange } from '../promotion/transitionChange';
import { ENVIRONMENTS_PATH } from '../routes';
import { personName } from '../shared/personName';
import { useStartOnce } from '../shared/queries/useStartOnce';
import { useReasonText } from '../shared/reasons/useReasonText';
import { FoldedText } from '../shared/states/FoldedText';
import { RequestFailure } from '../shared/states/RequestFailure';
import { StillShowing } from '../shared/states/StillShowing';
import { StillWaiting } from '../shared/states/StillWaiting';
import { TimeAgo } from '../shared/time/TimeAgo';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './TrainDialog.module.css';
import { SharedPullRequests } from './SharedPullRequests';
import { OPENING_PERMISSION } from './TrainProposal';
import { useOpenTrain } from './useOpenTrain';
import { isTrainUnderWay, useTrain } from './useTrain';

/**
 * Where each of several services stands that were promoted together, until all have arrived or come to nothing.
 *
 * @internal
 */
export const FollowedTrain = (props: {
  id: string;
  nameOf: (entityRef: string) => string;
  onStop: () => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { data, error, refetch } = useTrain(props.id);
  if (data) {
    return (
      <>
        {error && <StillShowing error={error} />}
        <Progress train={data} nameOf={props.nameOf} />
      </>
    );
  }
  return error ? (
    <RequestFailure
      error={error}
      permission={deliveryEnvironmentReadPermission.name}
      onRetry={() => {
        refetch();
      }}
    />
  ) : (
    <StillWaiting text={t('train.portalSlow')} onStop={props.onStop} />
  );
};

function Progress(props: {
  train: Train;
  nameOf: (entityRef: string) => string;
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { train, nameOf } = props;
  const { members, to, requestedBy, requestReason, createdAt } = train;
  const arrived = members.filter(
    ({ promotion }) => promotion?.status === 'succeeded',
  ).length;
  const failed = members.filter(
    ({ promotion, opening }) => !promotion && !opening,
  );
  const retryable = failed.filter(({ mayRetry }) => mayRetry).length;
  return (
    <>
      <Text as="p" role="status" weight="bold">
        {t('train.arrived', {
          number: String(arrived),
          total: String(members.length),
          to,
        })}
      </Text>
      <Text as="p" variant="body-small" color="secondary">
        {t('train.askedBy', { by: personName(requestedBy) })}{' '}
        <TimeAgo time={createdAt} format={age => t('record.ago', { age })} />
        {requestReason && (
          <> {t('record.because', { reason: requestReason })}</>
        )}
      </Text>
      <SharedPullRequests members={members} nameOf={nameOf} />
      <ul className={styles.rows}>
        {members.map(member => (
          <MemberRow
            key={member.entityRef}
            member={member}
            to={to}
            service={nameOf(member.entityRef)}
          />
        ))}
      </ul>
      {retryable > 0 && <Retry id={train.id} count={retryable} />}
      {failed.length > 0 && retryable === 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {t('transition.forbidden', { to })}
        </Text>
      )}
      {isTrainUnderWay(train) && (
        <Text as="p" variant="body-small" color="secondary">
          {t('train.closeSafe')}
        </Text>
      )}
    </>
  );
}

function MemberRow(props: {
  member: TrainMember;
  to: string;
  service: string;
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();
  const entityLink = useEntityRefLink();
  const { member, to, service } = props;
  const { entityRef, from, promotion, failure, opening } = member;
  const search = new URLSearchParams({
    promote: to,
    // Several environments may lead there.
    source: from,
    ...(promotion ? { promotion: promotion.id } : {}),
  });
  const changes = promotion?.changes ?? [];
  return (
    <li className={styles.row}>
      <div className={styles.service}>
        <Text as="p" weight="bold">
          {service}
        </Text>
        <Text as="p" variant="body-small" color="secondary">
          {t('train.step', { from, to })}
        </Text>
      </div>
      <div className={styles.change}>
        {promotion && (
          <>
            <Text as="p" className={styles.versions}>
              {transitionChange(changes, changes[0]?.name)}
            </Text>
            <RouterLink
              href={`${entityLink(entityRef)}${ENVIRONMENTS_PATH}?${search}`}
              className={styles.link}
              aria-label={t('train.detailsOf', { service })}
            >
              {t('train.details')}
            </RouterLink>
          </>
        )}
      </div>
      <div className={styles.answer}>
        <div className={styles.gates}>
          {promotion && <PromotionLabel promotion={promotion} />}
          {opening && <Text as="p">{t('train.opening')}</Text>}
          {failure && (
            <>
              {!promotion && (
                <Text as="p" weight="bold" variant="body-small">
                  {t('train.notOpened')}
                </Text>
              )}
              <FoldedText
                text={reasonText(failure)}
                className={styles.reason}
              />
            </>
          )}
        </div>
      </div>
    </li>
  );
}

function Retry({ id, count }: { id: string; count: number }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const retry = useOpenTrain({ retry: id }, () => {});
  const start = useStartOnce(retry);
  return (
    <>
      {retry.error && (
        <RequestFailure
          error={retry.error}
          title={t('train.retryFailed')}
          permission={OPENING_PERMISSION}
          consequence={t('train.safeToRepeat')}
        />
      )}
      <div className={styles.actions}>
        <Button
          size="small"
          variant="secondary"
          isPending={retry.isPending}
          onPress={start}
        >
          {t('train.retry', { count })}
        </Button>
      </div>
    </>
  );
}
