import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiRouteLine } from '@remixicon/react';
import { DeliveryQueryProvider } from '../shared/queries/DeliveryQueryProvider';
import { deliveryRouteRef } from '../routes';

export const deliveryPage = PageBlueprint.make({
  params: {
    path: '/delivery',
    title: 'Delivery',
    icon: <RiRouteLine />,
    routeRef: deliveryRouteRef,
    loader: async () => {
      const { DeliveryRouter } = await import('./DeliveryRouter');
      return (
        <DeliveryQueryProvider>
          <DeliveryRouter />
        </DeliveryQueryProvider>
      );
    },
  },
});
