import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { DeliveryQueryProvider } from '../queries/DeliveryQueryProvider';
import { isService } from './filters';

export const problemsCard = EntityCardBlueprint.make({
  name: 'problems',
  params: {
    type: 'content',
    // An empty list is no reason for a card.
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
      const { ProblemsCard } = await import('../components/cards/ProblemsCard');
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
      const { AboutCard } = await import('../components/cards/AboutCard');
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
      const { EnvironmentsCard } = await import(
        '../components/cards/EnvironmentsCard'
      );
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
      const { DependenciesCard } = await import(
        '../components/cards/DependenciesCard'
      );
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
      const { OwnerCard } = await import('../components/cards/OwnerCard');
      return <OwnerCard />;
    },
  },
});

export const promiseCard = EntityCardBlueprint.make({
  name: 'promise',
  params: {
    type: 'info',
    filter: isService,
    loader: async () => {
      const { PromiseCard } = await import('../components/cards/PromiseCard');
      return <PromiseCard />;
    },
  },
});

export const operationsCard = EntityCardBlueprint.make({
  name: 'operations',
  params: {
    type: 'info',
    filter: isService,
    loader: async () => {
      const { OperationsCard } = await import(
        '../components/cards/OperationsCard'
      );
      return <OperationsCard />;
    },
  },
});
