import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  Promotion,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useReasonText } from '../shared/reasons/useReasonText';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { NewTabLink } from '../shared/states/NewTabLink';
import { FoldedText } from '../shared/states/FoldedText';
import { isOfPullRequest } from './isOfPullRequest';
import styles from './PromotionTransition.module.css';
import { PullRequestSummary } from './PullRequestSummary';
import { usePromotionStatusText } from './usePromotionStatusText';

/** The status of a pull request that was closed says what its reason says. */
function says(status: Promotion['status'], { code }: Reason): boolean {
  return status === 'rejected' && code === 'PullRequestClosed';
}

/**
 * Where a promotion stands, with the link to its pull request and the reason where it came to nothing.
 *
 * @internal
 */
export const PromotionLabel = (props: { promotion: Promotion }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();
  const { status, pullRequest, reason } = props.promotion;
  const stopped = ['failed', 'rejected', 'superseded'].includes(status);
  const number = String(pullRequest?.number ?? '');
  const lost = status === 'proposed' && reason?.code === 'PullRequestUnknown';
  const statusText = usePromotionStatusText();
  const link = pullRequest && (
    <NewTabLink
      href={pullRequest.url}
      label={t(
        status === 'open'
          ? 'transition.openLabel'
          : 'transition.pullRequestLabel',
        {
          number,
          title: pullRequest.title,
        },
      )}
    >
      {status === 'open'
        ? t('transition.open', { number })
        : t('transition.pullRequest', { number })}
    </NewTabLink>
  );
  return (
    <div key={status} className={styles.promotion}>
      {status === 'open' && link}
      {!(status === 'open' && link) && (
        <>
          <Text
            as="p"
            variant="body-small"
            weight="bold"
            className={stopped ? styles.stopped : undefined}
          >
            {lost ? t('transition.searching') : statusText(props.promotion)}
          </Text>
          {link}
        </>
      )}
      {status === 'rejected' && (
        <Text as="p" variant="body-small" color="secondary">
          {t(
            props.promotion.rollback
              ? 'rollback.rejectedText'
              : 'transition.rejectedText',
          )}
        </Text>
      )}
      <PullRequestSummary promotion={props.promotion} />
      {reason && !isOfPullRequest(reason) && !says(status, reason) && (
        <FoldedText text={reasonText(reason)} className={styles.reason} />
      )}
    </div>
  );
};
