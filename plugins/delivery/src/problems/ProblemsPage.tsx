import {
  useTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';
import { Button, Flex, SearchField, Skeleton, Text } from '@backstage/ui';
import { useMemo } from 'react';
import {
  filterProblems,
  groupProblems,
  listProblems,
  type ProblemEntry,
} from './problemList';
import { useProblemEntities } from './useProblemEntities';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { EmptyState } from '../shared/states/EmptyState';
import { RequestFailure } from '../shared/states/RequestFailure';
import { TimeAgo } from '../shared/time/TimeAgo';
import { ManifestList } from './ManifestList';
import { ProblemFacets } from './ProblemFacets';
import styles from './ProblemsPage.module.css';
import { useProblemFilter } from './useProblemFilter';

/**
 * Everything that is wrong with the manifests of the catalog, by manifest, with counts that filter.
 *
 * @internal
 */
export const ProblemsPage = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { data, error, refetch, dataUpdatedAt } = useProblemEntities();
  const entries = useMemo(() => data && listProblems(data), [data]);

  let content;
  if (entries?.length) {
    content = <Problems entries={entries} />;
  } else if (entries) {
    content = (
      <EmptyState
        title={t('problemsPage.emptyTitle')}
        text={t('problemsPage.emptyText')}
      />
    );
  } else if (error) {
    content = (
      <RequestFailure
        error={error}
        permission="catalog.entity.read"
        onRetry={() => {
          refetch();
        }}
      />
    );
  } else {
    content = (
      <div
        aria-busy="true"
        aria-label={t('problemsPage.loading')}
        role="group"
        className={styles.skeletons}
      >
        {Array.from({ length: 6 }, (_, index) => (
          <Skeleton key={index} height={108} width="100%" />
        ))}
      </div>
    );
  }

  return (
    <Flex direction="column" gap="4">
      <div className={styles.heading}>
        <Text as="h2" variant="title-small" weight="bold">
          {t('problemsPage.title')}
        </Text>
        <p className={styles.summary}>
          {entries?.length ? `${summaryOf(entries, t)} ` : ''}
          {entries && (
            <TimeAgo
              time={new Date(dataUpdatedAt).toISOString()}
              format={age => t('age.asOf', { age })}
            />
          )}
        </p>
      </div>
      {content}
    </Flex>
  );
};

function Problems({ entries }: { entries: ProblemEntry[] }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { filter, change, clear } = useProblemFilter();
  const shown = useMemo(
    () => filterProblems(entries, filter),
    [entries, filter],
  );
  const manifests = useMemo(() => groupProblems(shown), [shown]);
  return (
    <>
      <ProblemFacets
        entries={entries}
        filter={filter}
        onChange={(facet, values) => change({ [facet]: values })}
      />
      <div className={styles.bar}>
        <div className={styles.filter}>
          <SearchField
            aria-label={t('problemsPage.filter')}
            placeholder={t('problemsPage.filterPlaceholder')}
            value={filter.text}
            onChange={text => change({ text })}
          />
        </div>
        <p role="status" className={styles.summary}>
          {shown.length < entries.length &&
            t('problemsPage.shown', {
              shown: String(shown.length),
              total: String(entries.length),
            })}
        </p>
        {shown.length < entries.length && shown.length > 0 && (
          <Button size="small" variant="tertiary" onPress={clear}>
            {t('problemsPage.clear')}
          </Button>
        )}
      </div>
      {manifests.length > 0 ? (
        <ManifestList manifests={manifests} />
      ) : (
        <EmptyState
          title={t('problemsPage.noMatchTitle')}
          text={t('problemsPage.noMatchText')}
          action={
            <Button variant="secondary" onPress={clear}>
              {t('problemsPage.clear')}
            </Button>
          }
        />
      )}
    </>
  );
}

function summaryOf(
  entries: ProblemEntry[],
  t: TranslationFunction<typeof deliveryTranslationRef.T>,
): string {
  const errors = entries.filter(
    ({ problem }) => problem.severity === 'error',
  ).length;
  return t('problemsPage.summary', {
    errors: t('problemsPage.errors', { count: errors }),
    warnings: t('problemsPage.warnings', { count: entries.length - errors }),
    manifests: t('problemsPage.manifests', {
      count: new Set(entries.map(({ entity }) => entity)).size,
    }),
  });
}
