import {
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  stringifyEntityRef,
  type CompoundEntityRef,
} from '@backstage/catalog-model';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  getEntityRelations,
  useEntity,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Link, Skeleton, Text } from '@backstage/ui';
import {
  worstHealth,
  type HealthStatus,
  type ServiceDeliverySummary,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useMemo } from 'react';
import { useSummaries } from '../../environment/useSummaries';
import { dependenciesRouteRef } from '../../routes';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { unknownDependencies } from '../dependencies/unknownDependencies';
import { useMissingEntities } from '../dependencies/useMissingEntities';
import { HealthLabel } from '../../shared/status/HealthLabel';
import { DeliveryCard } from './DeliveryCard';
import styles from './cards.module.css';

const AT_MOST = 8;

/**
 * Dependencies and dependents of the service with their health; of many, the least healthy. Clusters are left out: the stops
 * name them.
 *
 * @internal
 */
export const DependenciesCard = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { entity } = useEntity();
  const dependencies = useMemo(
    () =>
      getEntityRelations(entity, RELATION_DEPENDS_ON, { kind: 'component' }),
    [entity],
  );
  const dependents = useMemo(
    () =>
      getEntityRelations(entity, RELATION_DEPENDENCY_OF, { kind: 'component' }),
    [entity],
  );
  const refs = useMemo(
    () => [
      ...new Set(
        [...dependencies, ...dependents].map(ref => stringifyEntityRef(ref)),
      ),
    ],
    [dependencies, dependents],
  );
  const unknown = useMemo(() => unknownDependencies(entity), [entity]);
  const missing = useMissingEntities(refs);
  const { data, error, isPending } = useSummaries(refs);
  const graph = useRouteRef(dependenciesRouteRef);
  const loading = refs.length > 0 && isPending;

  return (
    <DeliveryCard
      title={t('dependencies.title')}
      aside={graph && <Link href={graph()}>{t('dependencies.graph')}</Link>}
    >
      <div className={styles.columns}>
        <Column
          title={t('dependencies.dependencies')}
          none={t('dependencies.noDependencies')}
          refs={dependencies}
          unknown={unknown}
          missing={missing}
          summaries={data}
          loading={loading}
        />
        <Column
          title={t('dependencies.dependents')}
          none={t('dependencies.noDependents')}
          refs={dependents}
          unknown={[]}
          missing={missing}
          summaries={data}
          loading={loading}
        />
      </div>
      {error && !data && (
        <span role="status" className={styles.quiet}>
          {t('dependencies.error')}
        </span>
      )}
    </DeliveryCard>
  );
};

function Column(props: {
  title: string;
  none: string;
  refs: CompoundEntityRef[];
  /** Dependencies that no service is meant by, as the manifest writes them. */
  unknown: string[];
  /** Refs that the catalog has no entity for, once that is known. */
  missing?: Set<string>;
  summaries?: Map<string, ServiceDeliverySummary>;
  loading: boolean;
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entityLink = useEntityRefLink();
  const graph = useRouteRef(dependenciesRouteRef);
  const { refs, summaries, unknown, missing } = props;
  const healthOf = (ref: CompoundEntityRef) =>
    summaries?.get(stringifyEntityRef(ref))?.health ?? 'Unknown';
  // Which few of many come first is known with their health only: until then their names would jump.
  const nameless = props.loading && refs.length > AT_MOST;
  const shown =
    refs.length > AT_MOST
      ? [...refs]
          .sort((a, b) => compareHealth(healthOf(a), healthOf(b)))
          .slice(0, AT_MOST)
      : refs;
  const rest = refs.length - shown.length;
  return (
    <section>
      <Text as="h3" variant="body-small" color="secondary">
        {props.title}
      </Text>
      {refs.length + unknown.length === 0 && <Text as="p">{props.none}</Text>}
      <ul className={styles.list}>
        {unknown.map(name => (
          <li key={`unknown ${name}`} className={styles.row}>
            <span>{name}</span>
            <span className={styles.quiet}>{t('dependencies.unknown')}</span>
          </li>
        ))}
        {shown.map(ref => {
          const isMissing = missing?.has(stringifyEntityRef(ref));
          return (
            <li key={stringifyEntityRef(ref)} className={styles.row}>
              {nameless && <Skeleton width={120} height={18} />}
              {!nameless && isMissing && <span>{ref.name}</span>}
              {!nameless && !isMissing && (
                <Link href={entityLink(ref)}>{ref.name}</Link>
              )}
              {props.loading && <Skeleton width={88} height={18} />}
              {!props.loading && isMissing && (
                <span className={styles.quiet}>
                  {t('dependencies.missing')}
                </span>
              )}
              {!props.loading && !isMissing && (
                <HealthLabel health={healthOf(ref)} />
              )}
            </li>
          );
        })}
        {rest > 0 && (
          <li className={styles.row}>
            {graph ? (
              <Link href={`${graph()}?view=list`}>
                {t('dependencies.more', { number: String(rest) })}
              </Link>
            ) : (
              t('dependencies.more', { number: String(rest) })
            )}
          </li>
        )}
      </ul>
    </section>
  );
}

function compareHealth(a: HealthStatus, b: HealthStatus): number {
  if (a === b) return 0;
  return worstHealth([a, b]) === a ? -1 : 1;
}
