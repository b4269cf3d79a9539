import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiRouteLine } from '@remixicon/react';
import { deliveryApi, queryClientApi } from './extensions/apis';
import {
  aboutCard,
  dependenciesCard,
  environmentsCard,
  operationsCard,
  ownerCard,
  problemsCard,
  promiseCard,
} from './extensions/entityCards';
import {
  dependenciesContent,
  environmentsContent,
} from './extensions/entityContents';
import { deliveryPage } from './extensions/pages';
import { catalogFilters } from './filters';
import {
  createServiceRouteRef,
  dependenciesRouteRef,
  deliveryRouteRef,
  environmentsRouteRef,
  problemsRouteRef,
} from './routes';

/**
 * Service delivery in the portal: what runs where, and promotions by pull request.
 *
 * @public
 */
export const deliveryPlugin = createFrontendPlugin({
  pluginId: 'delivery',
  title: 'Delivery',
  icon: <RiRouteLine />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: deliveryRouteRef,
    problems: problemsRouteRef,
    environments: environmentsRouteRef,
    dependencies: dependenciesRouteRef,
  },
  externalRoutes: { createService: createServiceRouteRef },
  extensions: [
    deliveryApi,
    queryClientApi,
    deliveryPage,
    environmentsContent,
    dependenciesContent,
    problemsCard,
    aboutCard,
    environmentsCard,
    dependenciesCard,
    ownerCard,
    promiseCard,
    operationsCard,
    ...catalogFilters,
  ],
});
