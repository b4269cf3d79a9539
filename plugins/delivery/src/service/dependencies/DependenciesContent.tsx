import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  useAppSearchParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  Flex,
  Skeleton,
  ToggleButton,
  ToggleButtonGroup,
  useBreakpoint,
} from '@backstage/ui';
import { useMemo } from 'react';
import { nearDependencies } from './nearDependencies';
import { unknownDependencies } from './unknownDependencies';
import { useNearDependencies, type Neighborhood } from './useNearDependencies';
import { useSummaries } from '../../environment/useSummaries';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { EmptyState } from '../../shared/states/EmptyState';
import { RequestFailure } from '../../shared/states/RequestFailure';
import styles from './DependenciesContent.module.css';
import { DependencyDrawing } from './DependencyDrawing';
import { DependencyList } from './DependencyList';
import { useServiceFacts } from './useServiceFacts';

const VIEW = 'view';

/**
 * Dependencies and dependents of the service, two steps in each direction, with health: drawn, or as a list where there is little
 * room or on request. The choice is part of the address.
 *
 * @internal
 */
export const DependenciesContent = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { entity } = useEntity();
  const { data, error, refetch, fetchStatus } = useNearDependencies(entity);
  const unknown = useMemo(() => unknownDependencies(entity), [entity]);
  let content;
  if (data) {
    content = <Around neighborhood={data} unknown={unknown} />;
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
  } else if (fetchStatus === 'idle' && unknown.length > 0) {
    content = <Around neighborhood={alone(entity)} unknown={unknown} />;
  } else if (fetchStatus === 'idle') {
    content = (
      <EmptyState
        title={t('dependencies.emptyTitle')}
        text={t('dependencies.emptyText')}
      />
    );
  } else {
    content = <Loading />;
  }
  return content;
};

/** What is around a service that no other one is related to. */
function alone(entity: Entity): Neighborhood {
  const entities = new Map<string, Entity>();
  return { near: nearDependencies(entity, entities), entities };
}

function Around(props: { neighborhood: Neighborhood; unknown: string[] }) {
  const { neighborhood, unknown } = props;
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { entity } = useEntity();
  const { near, cutAt } = neighborhood;
  const { dependencies, indirectDependencies, dependents, indirectDependents } =
    near.groups;
  const refs = useMemo(
    () => [...new Set([near.root, ...Object.values(near.groups).flat()])],
    [near],
  );
  const entities = useMemo(
    () => new Map([...neighborhood.entities, [near.root, entity] as const]),
    [neighborhood, near.root, entity],
  );
  const summaries = useSummaries(refs);
  const facts = useServiceFacts(entities, summaries.data);

  const [params, setParams] = useAppSearchParams();
  const { down } = useBreakpoint();
  const isNarrow = down('md');
  const view =
    isNarrow || params.get(VIEW) === 'list' ? ('list' as const) : 'graph';
  const show = (next: string) =>
    setParams(
      before => {
        const after = new URLSearchParams(before);
        if (next === 'list') after.set(VIEW, next);
        else after.delete(VIEW);
        return after;
      },
      { replace: true },
    );

  return (
    <Flex direction="column" gap="4">
      <div className={styles.bar}>
        <div>
          <p className={styles.summary}>
            {t('dependencies.summary', {
              dependencies: String(dependencies.length + unknown.length),
              indirectDependencies: String(indirectDependencies.length),
              dependents: String(dependents.length),
              indirectDependents: String(indirectDependents.length),
            })}
          </p>
          {view === 'graph' && unknown.length > 0 && (
            <p className={styles.quiet}>
              {t('dependencies.unknownSentence', {
                count: unknown.length,
                names: unknown.join(', '),
              })}
            </p>
          )}
          {cutAt && (
            <p className={styles.quiet}>
              {t('dependencies.cut', { number: String(cutAt) })}
            </p>
          )}
          {summaries.error && !summaries.data && (
            <p role="status" className={styles.quiet}>
              {t('dependencies.error')}
            </p>
          )}
        </div>
        {!isNarrow && (
          <ToggleButtonGroup
            aria-label={t('dependencies.view')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[view]}
            onSelectionChange={keys => {
              for (const key of keys) show(String(key));
            }}
          >
            <ToggleButton id="graph">
              {t('dependencies.viewGraph')}
            </ToggleButton>
            <ToggleButton id="list">{t('dependencies.viewList')}</ToggleButton>
          </ToggleButtonGroup>
        )}
      </div>
      {summaries.isPending && <Loading />}
      {!summaries.isPending && view === 'list' && (
        <DependencyList near={near} factsOf={facts.factsOf} unknown={unknown} />
      )}
      {!summaries.isPending && view === 'graph' && (
        <DependencyDrawing
          key={stringifyEntityRef(entity)}
          near={near}
          factsOf={facts.factsOf}
          compare={facts.compare}
          onMore={() => show('list')}
        />
      )}
    </Flex>
  );
}

function Loading() {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return (
    <div role="group" aria-busy="true" aria-label={t('dependencies.loading')}>
      <Skeleton width="100%" height={360} />
    </div>
  );
}
