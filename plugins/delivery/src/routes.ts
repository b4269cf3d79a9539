import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/**
 * The page with all services.
 *
 * @public
 */
export const deliveryRouteRef = createRouteRef();

/**
 * The start page: what is the viewer's, and what waits for them.
 *
 * @public
 */
export const homeRouteRef = createRouteRef();

/**
 * The list of manifests with problems.
 *
 * @public
 */
export const problemsRouteRef = createSubRouteRef({
  parent: deliveryRouteRef,
  path: '/problems',
});

/**
 * The deployments of all services.
 *
 * @public
 */
export const historyRouteRef = createSubRouteRef({
  parent: deliveryRouteRef,
  path: '/history',
});

/**
 * DORA metrics of all services.
 *
 * @public
 */
export const metricsRouteRef = createSubRouteRef({
  parent: deliveryRouteRef,
  path: '/metrics',
});

/**
 * The tab "History" of the service whose page one is on.
 *
 * @public
 */
export const serviceHistoryRouteRef = createRouteRef();

/**
 * The tab "Dependencies" of the service whose page one is on.
 *
 * @public
 */
export const dependenciesRouteRef = createRouteRef();

/**
 * Where the tab "Environments" lies below a service's page.
 *
 * @internal
 */
export const ENVIRONMENTS_PATH = '/environments';

/**
 * The tab "Environments" of the service whose page one is on.
 *
 * @public
 */
export const environmentsRouteRef = createRouteRef();

/**
 * Where services are created.
 *
 * @public
 */
export const createServiceRouteRef = createExternalRouteRef({
  defaultTarget: 'scaffolder.root',
});
