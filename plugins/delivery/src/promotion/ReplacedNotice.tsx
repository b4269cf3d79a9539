import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import {
  formatRelease,
  type Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import { NewTabLink } from '../shared/states/NewTabLink';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

/**
 * Says whose place the promotion is to take: the pull request of another release that is open already.
 *
 * @internal
 */
export const ReplacedNotice = (props: { replaced: Promotion }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { pullRequest, release } = props.replaced;
  if (!pullRequest) return null;
  const number = String(pullRequest.number);
  return (
    <Alert
      role="status"
      status="info"
      icon
      title={t('promote.replaces', { number, release: formatRelease(release) })}
      description={t('promote.replacesText', { number })}
      customActions={
        <NewTabLink
          href={pullRequest.url}
          label={t('promote.goToPullRequestLabel', {
            number,
            title: pullRequest.title,
          })}
        >
          {t('promote.goToPullRequest', { number })}
        </NewTabLink>
      }
    />
  );
};
