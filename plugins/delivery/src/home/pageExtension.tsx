import { ReactRouterV6PageRouter } from '@backstage/frontend-adapter-react-router-v6';
import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiHome5Line } from '@remixicon/react';
import { homeRouteRef } from '../routes';
import { DeliveryQueryProvider } from '../shared/queries/DeliveryQueryProvider';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

export const homePage = PageBlueprint.make({
  name: 'home',
  params: {
    path: '/home',
    title: deliveryTranslationRef('home.title'),
    icon: <RiHome5Line />,
    routeRef: homeRouteRef,
    // The page says who it greets, and what waits, in its own heading.
    noHeader: true,
    loader: async () => {
      const { HomePage } = await import('./HomePage');
      return (
        // Links of Backstage's own parts in it still go through React Router.
        <ReactRouterV6PageRouter>
          <DeliveryQueryProvider>
            <HomePage />
          </DeliveryQueryProvider>
        </ReactRouterV6PageRouter>
      );
    },
  },
});
