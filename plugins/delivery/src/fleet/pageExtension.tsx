import { ReactRouterV6PageRouter } from '@backstage/frontend-adapter-react-router-v6';
import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiRouteLine } from '@remixicon/react';
import { DeliveryQueryProvider } from '../shared/queries/DeliveryQueryProvider';
import { deliveryRouteRef } from '../routes';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

export const deliveryPage = PageBlueprint.make({
  params: {
    path: '/delivery',
    title: deliveryTranslationRef('page.title'),
    icon: <RiRouteLine />,
    routeRef: deliveryRouteRef,
    loader: async () => {
      const { DeliveryRouter } = await import('./DeliveryRouter');
      return (
        // Links of Backstage's own parts in it still go through React Router.
        <ReactRouterV6PageRouter>
          <DeliveryQueryProvider>
            <DeliveryRouter />
          </DeliveryQueryProvider>
        </ReactRouterV6PageRouter>
      );
    },
  },
});
