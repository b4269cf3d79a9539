import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  useAppSearchParams,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  Button,
  ButtonLink,
  Flex,
  SearchField,
  Skeleton,
  Text,
  useBreakpoint,
} from '@backstage/ui';
import { deliveryEnvironmentReadPermission } from '@stonegarden/backstage-plugin-delivery-common';
import { useMemo } from 'react';
import { filterServices } from './filterServices';
import { useInstances } from '../environment/useInstances';
import { useServices } from './useServices';
import { useSummaries } from '../environment/useSummaries';
import { createServiceRouteRef } from '../routes';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { InstanceNotice } from '../environment/InstanceNotice';
import { EmptyState } from '../shared/states/EmptyState';
import { RequestFailure } from '../shared/states/RequestFailure';
import styles from './DeliveryPage.module.css';
import { OrphanedServices, OrphanedServicesLink } from './OrphanedServices';
import { ServiceCards } from './ServiceCards';
import { ServicesTable } from './ServicesTable';

const FILTER = 'filter';

/**
 * All services and what runs in their environments. The filter is part of the address.
 *
 * @internal
 */
export const DeliveryPage = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const [params, setParams] = useAppSearchParams();
  const filter = params.get(FILTER) ?? '';
  const setFilter = (text: string) =>
    setParams(
      before => {
        const after = new URLSearchParams(before);
        if (text) after.set(FILTER, text);
        else after.delete(FILTER);
        return after;
      },
      { replace: true },
    );

  const { down } = useBreakpoint();
  const Services = down('md') ? ServiceCards : ServicesTable;

  const services = useServices();
  const refs = useMemo(
    () => (services.data ?? []).map(service => stringifyEntityRef(service)),
    [services.data],
  );
  const summaries = useSummaries(refs);
  const instances = useInstances();
  const shown = filterServices(services.data ?? [], filter);
  const total = services.data?.length ?? 0;

  let content;
  if (services.data && total === 0) {
    content = <NoServices />;
  } else if (services.data && shown.length === 0) {
    content = (
      <EmptyState
        title={t('page.noMatchTitle', { filter })}
        text={t('page.noMatchText')}
        action={
          <Button variant="secondary" onPress={() => setFilter('')}>
            {t('page.clearFilter')}
          </Button>
        }
      />
    );
  } else if (services.data) {
    content = (
      <Services
        services={shown}
        summaries={summaries.data}
        loading={summaries.isPending}
      />
    );
  } else if (services.error) {
    content = (
      <RequestFailure
        error={services.error}
        permission="catalog.entity.read"
        onRetry={() => {
          services.refetch();
        }}
      />
    );
  } else {
    content = (
      <div aria-busy="true" className={styles.skeletons}>
        {Array.from({ length: 12 }, (_, index) => (
          <Skeleton key={index} height={44} width="100%" />
        ))}
      </div>
    );
  }

  return (
    <Flex direction="column" gap="4">
      <div className={styles.bar}>
        <div className={styles.filter}>
          <SearchField
            aria-label={t('page.filter')}
            placeholder={t('page.filterPlaceholder')}
            value={filter}
            onChange={setFilter}
          />
        </div>
        <Text as="p" role="status" color="secondary" className={styles.count}>
          {services.data &&
            (filter
              ? t('page.countFiltered', {
                  shown: String(shown.length),
                  total: String(total),
                })
              : t('page.count', { count: total }))}
        </Text>
        <OrphanedServicesLink />
      </div>
      {instances.data?.map(instance => (
        <InstanceNotice key={instance.name} instance={instance} />
      ))}
      {summaries.error && !summaries.data && (
        <RequestFailure
          error={summaries.error}
          permission={deliveryEnvironmentReadPermission.name}
          onRetry={() => {
            summaries.refetch();
          }}
        />
      )}
      {content}
      <OrphanedServices />
    </Flex>
  );
};

function NoServices() {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const create = useRouteRef(createServiceRouteRef);
  return (
    <EmptyState
      title={t('page.emptyTitle')}
      text={t('page.emptyText')}
      action={
        create && (
          <ButtonLink variant="primary" href={create()}>
            {t('page.emptyAction')}
          </ButtonLink>
        )
      }
    />
  );
}
