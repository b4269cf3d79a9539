/**
 * The same pages and cards for apps that are still on the old frontend system, to be placed by hand.
 *
 * @packageDocumentation
 */
import type { Entity } from '@backstage/catalog-model';
import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import {
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  type RouteRef,
} from '@backstage/core-plugin-api';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { legacyApis } from './legacy/legacyApis';
import { legacyDeliveryPage, legacyEntityPart } from './legacy/legacyParts';
import {
  createServiceRouteRef,
  deliveryRouteRef,
  dependenciesRouteRef,
  environmentsRouteRef,
  historyRouteRef,
  metricsRouteRef,
  problemsRouteRef,
  serviceHistoryRouteRef,
} from './routes';
import { isService as servicePredicate } from './shared/isService';

/**
 * Service delivery for an app of the old frontend system. It is found through the extensions below, and needs no registration.
 *
 * @public
 */
export const deliveryPlugin = createPlugin({
  id: 'delivery',
  apis: legacyApis,
  routes: {
    root: convertLegacyRouteRef(deliveryRouteRef),
    problems: convertLegacyRouteRef(problemsRouteRef),
    history: convertLegacyRouteRef(historyRouteRef),
    metrics: convertLegacyRouteRef(metricsRouteRef),
    serviceHistory: convertLegacyRouteRef(serviceHistoryRouteRef),
    environments: convertLegacyRouteRef(environmentsRouteRef),
    dependencies: convertLegacyRouteRef(dependenciesRouteRef),
  },
  externalRoutes: {
    createService: convertLegacyRouteRef(createServiceRouteRef),
  },
});

const routable = (
  name: string,
  mountPoint: RouteRef,
  component: () => Promise<() => JSX.Element>,
) =>
  deliveryPlugin.provide(
    createRoutableExtension({ name, mountPoint, component }),
  );

const card = (name: string, lazy: () => Promise<() => JSX.Element>) =>
  deliveryPlugin.provide(
    createComponentExtension({ name, component: { lazy } }),
  );

/**
 * All services, their history, metrics and problems: `<Route path="/delivery" element={<DeliveryPage />} />`.
 *
 * @public
 */
export const DeliveryPage = routable(
  'DeliveryPage',
  convertLegacyRouteRef(deliveryRouteRef),
  async () => {
    const { DeliveryRouter } = await import('./fleet/DeliveryRouter');
    return legacyDeliveryPage(DeliveryRouter);
  },
);

/**
 * The tab "Environments", for an `EntityLayout.Route` with the path `/environments`.
 *
 * @public
 */
export const EntityEnvironmentsContent = routable(
  'EntityEnvironmentsContent',
  convertLegacyRouteRef(environmentsRouteRef),
  async () => {
    const { EnvironmentsContent } = await import(
      './service/EnvironmentsContent'
    );
    return legacyEntityPart(EnvironmentsContent);
  },
);

/**
 * The tab "Dependencies", for an `EntityLayout.Route` with the path `/dependencies`.
 *
 * @public
 */
export const EntityDependenciesContent = routable(
  'EntityDependenciesContent',
  convertLegacyRouteRef(dependenciesRouteRef),
  async () => {
    const { DependenciesContent } = await import(
      './service/dependencies/DependenciesContent'
    );
    return legacyEntityPart(DependenciesContent);
  },
);

/**
 * The tab "History", for an `EntityLayout.Route` with the path `/history`.
 *
 * @public
 */
export const EntityHistoryContent = routable(
  'EntityHistoryContent',
  convertLegacyRouteRef(serviceHistoryRouteRef),
  async () => {
    const { HistoryContent } = await import('./history/HistoryContent');
    return legacyEntityPart(HistoryContent);
  },
);

/**
 * The environments of a service in short.
 *
 * @public
 */
export const EntityEnvironmentsCard = card(
  'EntityEnvironmentsCard',
  async () => {
    const { EnvironmentsCard } = await import(
      './service/cards/EnvironmentsCard'
    );
    return legacyEntityPart(EnvironmentsCard);
  },
);

/**
 * The dependencies of a service and what depends on it, with their health.
 *
 * @public
 */
export const EntityDependenciesCard = card(
  'EntityDependenciesCard',
  async () => {
    const { DependenciesCard } = await import(
      './service/cards/DependenciesCard'
    );
    return legacyEntityPart(DependenciesCard);
  },
);

/**
 * The SLA of a service.
 *
 * @public
 */
export const EntitySlaCard = card('EntitySlaCard', async () => {
  const { SlaCard } = await import('./service/cards/SlaCard');
  return legacyEntityPart(SlaCard);
});

/**
 * The team that owns a service, and how to reach it.
 *
 * @public
 */
export const EntityOwnerCard = card('EntityOwnerCard', async () => {
  const { OwnerCard } = await import('./service/cards/OwnerCard');
  return legacyEntityPart(OwnerCard);
});

/**
 * Problems of a service's manifest.
 *
 * @public
 */
export const EntityProblemsCard = card('EntityProblemsCard', async () => {
  const { ProblemsCard } = await import('./service/cards/ProblemsCard');
  return legacyEntityPart(ProblemsCard);
});

const matches = filterPredicateToFilterFunction<Entity>(servicePredicate);

/**
 * Whether an entity is a service: for `EntitySwitch.Case` and `EntityLayout.Route`.
 *
 * @public
 */
export const isService = (entity: Entity): boolean => matches(entity);
