import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  KnownSourceCommits,
  SourceCommits,
} from '@stonegarden/backstage-plugin-delivery-common';
import { CommitList } from '../shared/commits/CommitList';
import { NewTabLink } from '../shared/states/NewTabLink';
import { TimeAgo } from '../shared/time/TimeAgo';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { DialogSection } from './DialogSection';
import styles from './SourceCommitsSection.module.css';

/**
 * What comes with the service's own image: the commits of its source repository, newest first, and what people wrote about the
 * release, as plain text on request. Nothing where the service names no source repository.
 *
 * @internal
 */
export const SourceCommitsSection = (props: {
  commits: SourceCommits | undefined;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { commits } = props;
  if (!commits) {
    return null;
  }
  return (
    <DialogSection
      title={t('commits.title')}
      note={
        commits.status === 'known' && commits.total > 0
          ? t('commits.count', { count: commits.total })
          : undefined
      }
      waiting={commits.status === 'pending' ? 64 : undefined}
    >
      {commits.status === 'known' ? (
        <KnownCommits commits={commits} />
      ) : (
        <UnknownCommits commits={commits} />
      )}
    </DialogSection>
  );
};

function KnownCommits({ commits }: { commits: KnownSourceCommits }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { from, items, notes, relation, repository, to, total } = commits;
  const name = new URL(repository).pathname.slice(1);
  return (
    <>
      <Text as="p" variant="body-small" color="secondary">
        {t('commits.repository', { from, to })}{' '}
        <NewTabLink
          href={repository}
          label={t('commits.repositoryLabel', { repository: name })}
        >
          {name}
        </NewTabLink>
      </Text>
      {relation !== 'ahead' && (
        <Text as="p">{t(`commits.${relation}`, { from, to })}</Text>
      )}
      {items.length > 0 && (
        <CommitList
          commits={items}
          complete={total <= items.length}
          more={total - items.length}
        />
      )}
      {notes && <Notes notes={notes} />}
    </>
  );
}

function Notes({
  notes: { isCut, text, title, url },
}: {
  notes: NonNullable<KnownSourceCommits['notes']>;
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return (
    <details className={styles.notes}>
      <summary>{t('commits.notes', { title })}</summary>
      <pre
        className={styles.text}
        // It scrolls, which takes a keyboard to reach it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        {text}
      </pre>
      {isCut && (
        <Text as="p" variant="body-small" color="secondary">
          {t('commits.notesCut')}
        </Text>
      )}
      {url && (
        <NewTabLink href={url} label={t('commits.notesLabel', { title })}>
          {t('commits.notesAtHost')}
        </NewTabLink>
      )}
    </details>
  );
}

function UnknownCommits({
  commits,
}: {
  commits: Exclude<SourceCommits, KnownSourceCommits>;
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  switch (commits.status) {
    case 'not-found':
      return (
        <Text as="p" color="secondary">
          {commits.versions.length > 0
            ? t('commits.notFound', { versions: commits.versions.join(', ') })
            : t('commits.noRepository')}
        </Text>
      );
    case 'unreachable':
      return (
        <Text as="p" color="secondary">
          <TimeAgo
            time={commits.since}
            format={age => t('commits.unreachable', { age })}
          />
        </Text>
      );
    case 'refused':
      return (
        <Text as="p" color="secondary">
          {t(
            (
              {
                address: 'commits.refusedAddress',
                owner: 'commits.refusedOwner',
                host: 'commits.refusedHost',
              } as const
            )[commits.problem],
          )}
        </Text>
      );
    default:
      return null;
  }
}
