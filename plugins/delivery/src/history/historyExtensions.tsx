import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { serviceHistoryRouteRef } from '../routes';
import { EntityPart } from '../service/EntityPart';
import { isService } from '../shared/isService';
import { DeliveryQueryProvider } from '../shared/queries/DeliveryQueryProvider';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

export const historyContent = EntityContentBlueprint.make({
  name: 'history',
  params: {
    path: '/history',
    // In no group: beside Environments it would make a menu of two tabs.
    title: deliveryTranslationRef('history.section'),
    routeRef: serviceHistoryRouteRef,
    filter: isService,
    loader: async () => {
      const { HistoryContent } = await import('./HistoryContent');
      return (
        <EntityPart>
          <DeliveryQueryProvider>
            <HistoryContent />
          </DeliveryQueryProvider>
        </EntityPart>
      );
    },
  },
});

export const teamHistoryCard = EntityCardBlueprint.make({
  name: 'team-history',
  params: {
    type: 'content',
    filter: { kind: 'group' },
    loader: async () => {
      const { TeamHistoryCard } = await import('./TeamHistoryCard');
      return (
        <EntityPart>
          <DeliveryQueryProvider>
            <TeamHistoryCard />
          </DeliveryQueryProvider>
        </EntityPart>
      );
    },
  },
});
