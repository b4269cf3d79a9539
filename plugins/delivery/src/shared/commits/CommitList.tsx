import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { CommitSummary } from '@stonegarden/backstage-plugin-delivery-common';
import { NewTabLink } from '../states/NewTabLink';
import { TimeAgo } from '../time/TimeAgo';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import styles from './CommitList.module.css';

const HASH_LENGTH = 7;

/**
 * Commits, newest first: what each says, by whom and when as far as it is known.
 *
 * @internal
 */
export const CommitList = (props: {
  commits: CommitSummary[];
  /** False when there are more. */
  complete: boolean;
  /** How many more there are, where that is known. */
  more?: number;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { commits, complete, more } = props;
  if (!commits.length) {
    return (
      <Text as="p" color="secondary">
        {t(complete ? 'rollback.noCommits' : 'rollback.commitsUnknown')}
      </Text>
    );
  }
  return (
    <>
      <ul className={styles.commits}>
        {commits.map(commit => (
          <li key={commit.id} className={styles.commit}>
            <Hash commit={commit} />
            <span className={styles.title}>{commit.title}</span>
            <span className={styles.by}>
              {commit.author}
              {commit.author && commit.at && ', '}
              {commit.at && (
                <TimeAgo
                  time={commit.at}
                  format={age => t('rollback.ago', { age })}
                />
              )}
            </span>
          </li>
        ))}
      </ul>
      {!complete && (
        <Text as="p" variant="body-small" color="secondary">
          {more === undefined
            ? t('rollback.moreCommits')
            : t('commits.more', { count: more })}
        </Text>
      )}
    </>
  );
};

function Hash({ commit }: { commit: CommitSummary }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const hash = commit.id.slice(0, HASH_LENGTH);
  return commit.url ? (
    <NewTabLink
      href={commit.url}
      label={t('rollback.commitLabel', { hash, title: commit.title })}
    >
      {hash}
    </NewTabLink>
  ) : (
    <code>{hash}</code>
  );
}
