import { ReactRouterV6PageRouter } from '@backstage/frontend-adapter-react-router-v6';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { DeliveryQueryProvider } from '../shared/queries/DeliveryQueryProvider';
import {
  dependenciesRouteRef,
  ENVIRONMENTS_PATH,
  environmentsRouteRef,
} from '../routes';
import { EntityPart } from './EntityPart';
import { isService } from '../shared/isService';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

export const environmentsContent = EntityContentBlueprint.make({
  name: 'environments',
  params: {
    path: ENVIRONMENTS_PATH,
    title: deliveryTranslationRef('environments.title'),
    group: 'deployment',
    routeRef: environmentsRouteRef,
    filter: isService,
    loader: async () => {
      const { EnvironmentsContent } = await import('./EnvironmentsContent');
      return (
        <EntityPart>
          <DeliveryQueryProvider>
            <EnvironmentsContent />
          </DeliveryQueryProvider>
        </EntityPart>
      );
    },
  },
});

export const dependenciesContent = EntityContentBlueprint.make({
  name: 'dependencies',
  params: {
    path: '/dependencies',
    title: deliveryTranslationRef('dependencies.tab'),
    group: 'operation',
    routeRef: dependenciesRouteRef,
    filter: isService,
    loader: async () => {
      const { DependenciesContent } = await import(
        './dependencies/DependenciesContent'
      );
      return (
        // Links of Backstage's own parts in it still go through React Router.
        <ReactRouterV6PageRouter>
          <EntityPart>
            <DeliveryQueryProvider>
              <DependenciesContent />
            </DeliveryQueryProvider>
          </EntityPart>
        </ReactRouterV6PageRouter>
      );
    },
  },
});
