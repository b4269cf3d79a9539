import {
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  stringifyEntityRef,
  type CompoundEntityRef,
} from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  getEntityRelations,
  useEntity,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Link, Skeleton, Text } from '@backstage/ui';
import type { ServiceDeliverySummary } from '@stonegarden/backstage-plugin-delivery-common';
import { useMemo } from 'react';
import { useSummaries } from '../../queries/useSummaries';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { HealthWord } from '../status/HealthWord';
import { DeliveryCard } from './DeliveryCard';
import styles from './cards.module.css';

/**
 * What the service needs and what needs it, with their health. Clusters are left out: the stops name them.
 *
 * @internal
 */
export const DependenciesCard = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { entity } = useEntity();
  const needs = useMemo(
    () =>
      getEntityRelations(entity, RELATION_DEPENDS_ON, { kind: 'component' }),
    [entity],
  );
  const neededBy = useMemo(
    () =>
      getEntityRelations(entity, RELATION_DEPENDENCY_OF, { kind: 'component' }),
    [entity],
  );
  const refs = useMemo(
    () => [
      ...new Set([...needs, ...neededBy].map(ref => stringifyEntityRef(ref))),
    ],
    [needs, neededBy],
  );
  const { data, error, isPending } = useSummaries(refs);
  const loading = refs.length > 0 && isPending;

  return (
    <DeliveryCard title={t('dependencies.title')}>
      <div className={styles.columns}>
        <Column
          title={t('dependencies.needs')}
          none={t('dependencies.needsNothing')}
          refs={needs}
          summaries={data}
          loading={loading}
        />
        <Column
          title={t('dependencies.neededBy')}
          none={t('dependencies.neededByNothing')}
          refs={neededBy}
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
  summaries?: Map<string, ServiceDeliverySummary>;
  loading: boolean;
}) {
  const entityLink = useEntityRefLink();
  return (
    <section>
      <Text as="h3" variant="body-small" color="secondary">
        {props.title}
      </Text>
      {props.refs.length === 0 && <Text as="p">{props.none}</Text>}
      <ul className={styles.list}>
        {props.refs.map(ref => {
          const key = stringifyEntityRef(ref);
          return (
            <li key={key} className={styles.row}>
              <Link href={entityLink(ref)}>{ref.name}</Link>
              {props.loading ? (
                <Skeleton width={88} height={18} />
              ) : (
                <HealthWord
                  health={props.summaries?.get(key)?.health ?? 'Unknown'}
                />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
