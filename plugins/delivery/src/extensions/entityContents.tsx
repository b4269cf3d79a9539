import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { DeliveryQueryProvider } from '../queries/DeliveryQueryProvider';
import { environmentsRouteRef } from '../routes';
import { isService } from './filters';

export const environmentsContent = EntityContentBlueprint.make({
  name: 'environments',
  params: {
    path: '/environments',
    title: 'Environments',
    group: 'deployment',
    routeRef: environmentsRouteRef,
    filter: isService,
    loader: async () => {
      const { EnvironmentsContent } = await import(
        '../components/EnvironmentsContent'
      );
      return (
        <DeliveryQueryProvider>
          <EnvironmentsContent />
        </DeliveryQueryProvider>
      );
    },
  },
});
