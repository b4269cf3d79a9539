import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { TrainMember } from '@stonegarden/backstage-plugin-delivery-common';
import { NewTabLink } from '../shared/states/NewTabLink';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './TrainDialog.module.css';

/**
 * The open pull requests that several services of a train share, each with its services: merging one concerns all of them.
 *
 * @internal
 */
export const SharedPullRequests = (props: {
  members: readonly TrainMember[];
  nameOf: (entityRef: string) => string;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const shared = sharedPullRequests(props.members);
  if (shared.length === 0) return null;
  return (
    <ul className={styles.rows}>
      {shared.map(({ url, number, title, entityRefs }) => (
        <li key={url}>
          <Text as="span" variant="body-small">
            {t(
              entityRefs.length > 1 ? 'train.shared' : 'train.sharedWithOthers',
              {
                number: String(number),
                services: entityRefs.map(props.nameOf).join(', '),
              },
            )}
          </Text>{' '}
          <NewTabLink
            href={url}
            label={t('promote.goToPullRequestLabel', {
              number: String(number),
              title,
            })}
          >
            {t('promote.goToPullRequest', { number: String(number) })}
          </NewTabLink>
        </li>
      ))}
    </ul>
  );
};

/** One that is seen of those that share a pull request shares it with services that the viewer may not see. */
function sharedPullRequests(members: readonly TrainMember[]) {
  const found = new Map<
    string,
    { url: string; number: number; title: string; entityRefs: string[] }
  >();
  for (const { entityRef, promotion } of members) {
    const pull = promotion?.pullRequest;
    if (pull && promotion.sharesPullRequest && promotion.status === 'open') {
      const { url, number, title } = pull;
      const known = found.get(url) ?? { url, number, title, entityRefs: [] };
      known.entityRefs.push(entityRef);
      found.set(url, known);
    }
  }
  return [...found.values()];
}
