import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiRouteLine } from '@remixicon/react';
import {
  deliveryApi,
  historyApi,
  lineApi,
  queryClientApi,
  resourceApi,
  rollbackApi,
  slaApi,
  trainApi,
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
import { historyContent, teamHistoryCard } from './history/historyExtensions';
import { homePage } from './home/pageExtension';
import { deliveryPage } from './fleet/pageExtension';
import { catalogFilters } from './catalog/filters/catalogFilters';
import { overviewLayout } from './catalog/overviewLayout';
import {
  createServiceRouteRef,
  dependenciesRouteRef,
  deliveryRouteRef,
  homeRouteRef,
  environmentsRouteRef,
  historyRouteRef,
  metricsRouteRef,
  problemsRouteRef,
  serviceHistoryRouteRef,
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
    home: homeRouteRef,
    problems: problemsRouteRef,
    history: historyRouteRef,
    metrics: metricsRouteRef,
    serviceHistory: serviceHistoryRouteRef,
    environments: environmentsRouteRef,
    dependencies: dependenciesRouteRef,
  },
  externalRoutes: { createService: createServiceRouteRef },
  extensions: [
    deliveryApi,
    rollbackApi,
    slaApi,
    historyApi,
    lineApi,
    trainApi,
    resourceApi,
    queryClientApi,
    deliveryPage,
    homePage,
    environmentsContent,
    dependenciesContent,
    historyContent,
    teamHistoryCard,
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
