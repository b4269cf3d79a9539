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
 * The list of manifests with problems.
 *
 * @public
 */
export const problemsRouteRef = createSubRouteRef({
  parent: deliveryRouteRef,
  path: '/problems',
});

/**
 * The tab "Dependencies" of the service whose page one is on.
 *
 * @public
 */
export const dependenciesRouteRef = createRouteRef();

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
