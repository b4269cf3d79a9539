import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text, VisuallyHidden } from '@backstage/ui';
import {
  RiCheckboxCircleLine,
  RiCircleLine,
  RiErrorWarningLine,
  RiProgress4Line,
} from '@remixicon/react';
import {
  formatImage,
  type DeploymentStages,
  type EnvironmentStatus,
  type Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useState, type ReactNode } from 'react';
import { releaseName, shortImageName, versionOf } from '../environment/release';
import { promotionSteps, type PromotionStep } from './promotionSteps';
import { isUnderWay } from '../shared/queries/polling';
import { usePromotion } from './usePromotion';
import { useReasonText } from '../shared/reasons/useReasonText';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { SyncButton } from '../environment/SyncButton';
import { NewTabLink } from '../shared/states/NewTabLink';
import { ApprovalFacts } from './ApprovalFacts';
import { TrainFact } from '../train/TrainFact';
import { isOfPullRequest } from './isOfPullRequest';
import styles from './PromotionProgress.module.css';
import { PromotionRecord } from './PromotionRecord';
import { PullRequestFacts } from './PullRequestFacts';
import { usePromotionStatusText } from './usePromotionStatusText';

const ICONS = {
  done: RiCheckboxCircleLine,
  current: RiProgress4Line,
  pending: RiCircleLine,
  failed: RiErrorWarningLine,
} as const;

const STATE_WORDS = {
  done: 'step.stateDone',
  current: 'step.stateCurrent',
  pending: 'step.statePending',
  failed: 'step.stateFailed',
} as const;

/**
 * Follows a promotion step by step: pull request, merge, sync, verify, done. Without a promotion its pull request
 * is just being opened.
 *
 * @internal
 */
export const PromotionProgress = (props: {
  entityRef: string;
  promotion?: Promotion;
  target?: EnvironmentStatus;
  maySync?: boolean;
  mayPromote?: boolean;
  mayApprove?: boolean;
  /** When its stages were reached, by the record of its deployment. */
  stages?: DeploymentStages;
  /** What can be done once it is over. */
  afterwards?: (promotion: Promotion) => ReactNode;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const [renewed, setRenewed] = useState<Promotion>();
  const { data } = usePromotion(renewed ?? props.promotion);
  const { target } = props;
  const status = data?.status ?? 'proposed';

  return (
    <div className={styles.progress}>
      <ol className={styles.steps} aria-label={t('promote.progress')}>
        {promotionSteps(status).map(({ step, state }) => (
          <Step key={step} step={step} state={state} promotion={data} />
        ))}
      </ol>
      {data && <Versions promotion={data} />}
      {data && <PromotionRecord promotion={data} stages={props.stages} />}
      {data?.train && <TrainFact train={data.train} promotion={data} />}
      {/* The announcement of a page's live region is out of reach behind a dialog. */}
      <div role="status" aria-live="polite" className={styles.now}>
        <Now status={status} promotion={data} />
      </div>
      {data?.approvalState && (
        <ApprovalFacts
          promotion={data}
          state={data.approvalState}
          mayApprove={props.mayApprove ?? false}
        />
      )}
      {data && (
        <PullRequestFacts
          promotion={data}
          mayPromote={props.mayPromote ?? false}
          onRenewed={setRenewed}
        />
      )}
      {status === 'merged' && target && (
        <div className={styles.now}>
          <Text as="p" color="secondary">
            {t(
              target.autoSync ? 'promote.automaticSync' : 'promote.manualSync',
              {
                to: target.name,
              },
            )}
          </Text>
          {!target.autoSync && (
            <SyncButton
              entityRef={props.entityRef}
              environment={target.name}
              allowed={props.maySync ?? false}
              running={target.operation?.phase === 'Running'}
            />
          )}
        </div>
      )}
      {data && !isUnderWay(data) && props.afterwards && (
        <div className={styles.afterwards}>{props.afterwards(data)}</div>
      )}
      {(!data || isUnderWay(data)) && (
        <Text as="p" variant="body-small" color="secondary">
          {data ? t('promote.closeSafe') : t('promote.openingText')}
        </Text>
      )}
    </div>
  );
};

/** What it is about, for whom opens it an hour later. */
function Versions({ promotion }: { promotion: Promotion }) {
  return (
    <ul className={styles.versions}>
      {promotion.changes.map(({ name, from, to }) => (
        <li key={name} title={formatImage({ name, ...to })}>
          {shortImageName(name)}{' '}
          <span className={styles.version}>
            {from && `${versionOf(from)} → `}
            <strong>{versionOf(to)}</strong>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Step(props: PromotionStep & { promotion?: Promotion }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { step, state, promotion } = props;
  const Icon = ICONS[state];
  const pullRequest = step === 'open' ? promotion?.pullRequest : undefined;
  return (
    <li
      className={styles.step}
      data-state={state}
      aria-current={state === 'current' ? 'step' : undefined}
    >
      <Icon key={state} size={20} aria-hidden />
      <span>
        {pullRequest ? (
          <NewTabLink
            href={pullRequest.url}
            label={t('transition.pullRequestLabel', {
              number: String(pullRequest.number),
              title: pullRequest.title,
            })}
          >
            {t('transition.pullRequest', {
              number: String(pullRequest.number),
            })}
          </NewTabLink>
        ) : (
          t(`step.${step}`)
        )}
        <VisuallyHidden>, {t(STATE_WORDS[state])}</VisuallyHidden>
      </span>
    </li>
  );
}

function Now(props: { status: Promotion['status']; promotion?: Promotion }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();
  const statusText = usePromotionStatusText();
  const { status, promotion } = props;
  switch (status) {
    case 'proposed':
      return (
        <Text as="p">
          {promotion?.reason
            ? reasonText(promotion.reason)
            : t('promote.opening')}
        </Text>
      );
    case 'rejected':
    case 'superseded':
    case 'failed':
      return (
        <>
          <Text as="p" weight="bold">
            {statusText({ status, rollback: promotion?.rollback })}
          </Text>
          {promotion?.reason && (
            <Text as="p">{reasonText(promotion.reason)}</Text>
          )}
          {status === 'rejected' && (
            <Text as="p" color="secondary">
              {t('pullRequest.reopen')}
            </Text>
          )}
        </>
      );
    case 'succeeded':
      return (
        <Text as="p" weight="bold">
          {t('step.succeededText', {
            to: promotion?.to ?? '',
            release: releaseName(promotion?.release) ?? '',
          })}
        </Text>
      );
    default:
      return (
        <>
          <Text as="p">{t(`step.${status}Text`)}</Text>
          {promotion?.reason && !isOfPullRequest(promotion.reason) && (
            <Text as="p">{reasonText(promotion.reason)}</Text>
          )}
        </>
      );
  }
}
