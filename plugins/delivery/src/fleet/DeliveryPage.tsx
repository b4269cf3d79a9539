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
import {
  deliveryEnvironmentReadPermission,
  type Fleet,
  type ServiceEntity,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useMemo } from 'react';
import { filterServices } from './filterServices';
import { FleetSummary } from './FleetSummary';
import { FLEET_VIEWS, isInView, type FleetViewName } from './fleetViews';
import { useFleet } from './useFleet';
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
const SHOW = 'show';

/**
 * All services and what runs in their environments. The filter is part of the address.
 *
 * @internal
 */
export const DeliveryPage = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const [params, setParams] = useAppSearchParams();
  const filter = params.get(FILTER) ?? '';
  const view = FLEET_VIEWS.find(name => name === params.get(SHOW)) ?? 'all';
  const setParam = (name: string, value: string) =>
    setParams(
      before => {
        const after = new URLSearchParams(before);
        if (value) after.set(name, value);
        else after.delete(name);
        return after;
      },
      { replace: true },
    );
  const setFilter = (text: string) => setParam(FILTER, text);
  const setView = (name: FleetViewName) =>
    setParam(SHOW, name === 'all' ? '' : name);

  const { down } = useBreakpoint();
  const Services = down('md') ? ServiceCards : ServicesTable;

  const services = useServices();
  const refs = useMemo(
    () => (services.data ?? []).map(service => stringifyEntityRef(service)),
    [services.data],
  );
  const summaries = useSummaries(refs);
  const instances = useInstances();
  const fleet = useFleet();
  const shown = useMemo(
    () => inView(filterServices(services.data ?? [], filter), view, fleet.data),
    [services.data, filter, view, fleet.data],
  );
  const total = services.data?.length ?? 0;

  let content;
  if (services.data && total === 0) {
    content = <NoServices />;
  } else if (services.data && shown.length === 0 && !filter) {
    content = (
      <EmptyState
        title={t('fleet.noneShown')}
        text={t('fleet.noneShownText')}
        action={
          <Button variant="secondary" onPress={() => setView('all')}>
            {t('fleet.showAll')}
          </Button>
        }
      />
    );
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
      {!fleet.error && (
        <FleetSummary fleet={fleet.data} view={view} onView={setView} />
      )}
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
            (shown.length < total
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

/** Services of a view in the order of the fleet; all as they are while that is not known. */
function inView(
  services: ServiceEntity[],
  view: FleetViewName,
  fleet: Fleet | undefined,
): ServiceEntity[] {
  if (!fleet) return services;
  const places = new Map(
    fleet.items.map((row, place) => [row.entityRef, { row, place }]),
  );
  const placeOf = (service: ServiceEntity) =>
    places.get(stringifyEntityRef(service));
  return services
    .filter(service => {
      const found = placeOf(service);
      return (
        view === 'all' ||
        (found && isInView(view, found.row, fleet.productionEnvironments))
      );
    })
    .sort(
      (a, b) =>
        (placeOf(a)?.place ?? Infinity) - (placeOf(b)?.place ?? Infinity) || 0,
    );
}

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
