import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/frontend-plugin-api';

/**
 * The page with all services.
 *
 * @public
 */
export const deliveryRouteRef = createRouteRef();

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
