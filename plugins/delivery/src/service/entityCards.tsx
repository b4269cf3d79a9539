import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { DeliveryQueryProvider } from '../shared/queries/DeliveryQueryProvider';
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
      return <ProblemsCard />;
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
      return <AboutCard />;
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
        <DeliveryQueryProvider>
          <EnvironmentsCard />
        </DeliveryQueryProvider>
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
        <DeliveryQueryProvider>
          <DependenciesCard />
        </DeliveryQueryProvider>
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
      return <OwnerCard />;
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
      return <SlaCard />;
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
      return <OperationsCard />;
    },
  },
});
