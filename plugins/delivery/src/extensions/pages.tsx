import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiRouteLine } from '@remixicon/react';
import { DeliveryQueryProvider } from '../queries/DeliveryQueryProvider';
import { deliveryRouteRef } from '../routes';

export const deliveryPage = PageBlueprint.make({
  params: {
    path: '/delivery',
    title: 'Delivery',
    icon: <RiRouteLine />,
    routeRef: deliveryRouteRef,
    loader: async () => {
      const { DeliveryRouter } = await import(
        '../components/page/DeliveryRouter'
      );
      return (
        <DeliveryQueryProvider>
          <DeliveryRouter />
        </DeliveryQueryProvider>
      );
    },
  },
});
