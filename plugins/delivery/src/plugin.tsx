import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiRouteLine } from '@remixicon/react';
import { deliveryApi, queryClientApi } from './extensions/apis';
import {
  aboutCard,
  dependenciesCard,
  environmentsCard,
  ownerCard,
  problemsCard,
  promiseCard,
} from './extensions/entityCards';
import { environmentsContent } from './extensions/entityContents';
import { deliveryPage } from './extensions/pages';
import {
  createServiceRouteRef,
  deliveryRouteRef,
  environmentsRouteRef,
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
  routes: { root: deliveryRouteRef, environments: environmentsRouteRef },
  externalRoutes: { createService: createServiceRouteRef },
  extensions: [
    deliveryApi,
    queryClientApi,
    deliveryPage,
    environmentsContent,
    problemsCard,
    aboutCard,
    environmentsCard,
    dependenciesCard,
    ownerCard,
    promiseCard,
  ],
});
