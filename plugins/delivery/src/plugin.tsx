import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiRouteLine } from '@remixicon/react';
import {
  deliveryApi,
  queryClientApi,
  rollbackApi,
} from './shared/apiExtensions';
import {
  aboutCard,
  dependenciesCard,
  environmentsCard,
  operationsCard,
  ownerCard,
  problemsCard,
  slaCard,
} from './service/entityCards';
import {
  dependenciesContent,
  environmentsContent,
} from './service/entityContents';
import { deliveryPage } from './fleet/pageExtension';
import { catalogFilters } from './catalog/filters/catalogFilters';
import { overviewLayout } from './catalog/overviewLayout';
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
    rollbackApi,
    queryClientApi,
    deliveryPage,
    environmentsContent,
    dependenciesContent,
    problemsCard,
    aboutCard,
    environmentsCard,
    dependenciesCard,
    ownerCard,
    slaCard,
    operationsCard,
    overviewLayout,
    ...catalogFilters,
  ],
});
