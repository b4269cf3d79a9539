import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { DeliveryQueryProvider } from '../shared/queries/DeliveryQueryProvider';
import { EntityPart } from './EntityPart';
import { isService } from '../shared/isService';

export const problemsCard = EntityCardBlueprint.make({
  name: 'problems',
  params: {
    type: 'content',
    // An empty list needs no card.
    filter: {
      $all: [
        {
          $any: [
            { kind: 'component' },
            { kind: 'resource', 'spec.type': 'gitops-repository' },
          ],
        },
        { 'spec.problems': { $contains: { code: { $exists: true } } } },
      ],
    },
    loader: async () => {
      const { ProblemsCard } = await import('./cards/ProblemsCard');
      return (
        <EntityPart>
          <ProblemsCard />
        </EntityPart>
      );
    },
  },
});

export const aboutCard = EntityCardBlueprint.make({
  name: 'about',
  params: {
    type: 'content',
    filter: isService,
    loader: async () => {
      const { AboutCard } = await import('./cards/AboutCard');
      return (
        <EntityPart>
          <AboutCard />
        </EntityPart>
      );
    },
  },
});

export const environmentsCard = EntityCardBlueprint.make({
  name: 'environments',
  params: {
    type: 'content',
    filter: isService,
    loader: async () => {
      const { EnvironmentsCard } = await import('./cards/EnvironmentsCard');
      return (
        <EntityPart>
          <DeliveryQueryProvider>
            <EnvironmentsCard />
          </DeliveryQueryProvider>
        </EntityPart>
      );
    },
  },
});

export const dependenciesCard = EntityCardBlueprint.make({
  name: 'dependencies',
  params: {
    type: 'content',
    filter: isService,
    loader: async () => {
      const { DependenciesCard } = await import('./cards/DependenciesCard');
      return (
        <EntityPart>
          <DeliveryQueryProvider>
            <DependenciesCard />
          </DeliveryQueryProvider>
        </EntityPart>
      );
    },
  },
});

export const ownerCard = EntityCardBlueprint.make({
  name: 'owner',
  params: {
    type: 'info',
    filter: isService,
    loader: async () => {
      const { OwnerCard } = await import('./cards/OwnerCard');
      return (
        <EntityPart>
          <DeliveryQueryProvider>
            <OwnerCard />
          </DeliveryQueryProvider>
        </EntityPart>
      );
    },
  },
});

export const slaCard = EntityCardBlueprint.make({
  name: 'sla',
  params: {
    type: 'info',
    filter: isService,
    loader: async () => {
      const { SlaCard } = await import('./cards/SlaCard');
      return (
        <EntityPart>
          <DeliveryQueryProvider>
            <SlaCard />
          </DeliveryQueryProvider>
        </EntityPart>
      );
    },
  },
});

export const operationsCard = EntityCardBlueprint.make({
  name: 'operations',
  params: {
    type: 'info',
    filter: isService,
    loader: async () => {
      const { OperationsCard } = await import('./cards/OperationsCard');
      return (
        <EntityPart>
          <OperationsCard />
        </EntityPart>
      );
    },
  },
});
