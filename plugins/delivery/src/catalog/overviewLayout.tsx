import { EntityContentLayoutBlueprint } from '@backstage/plugin-catalog-react/alpha';

/**
 * Orders the overview of an entity: what the page is about comes before what stands beside it.
 *
 * @internal
 */
export const overviewLayout = EntityContentLayoutBlueprint.make({
  name: 'overview',
  params: {
    loader: async () => {
      const { OverviewLayout } = await import('./overview/OverviewLayout');
      return OverviewLayout;
    },
  },
});
