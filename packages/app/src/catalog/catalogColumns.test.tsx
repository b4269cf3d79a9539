import type { EntityListContextProps } from '@backstage/plugin-catalog-react';
import { catalogColumns } from './catalogColumns';

type Context = Pick<EntityListContextProps, 'filters' | 'entities'>;

const entity = (kind: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name: 'x', namespace: 'default' },
});

const fields = (context: Context) =>
  catalogColumns(context as EntityListContextProps)
    .filter(({ hidden }) => !hidden)
    .map(({ field }) => field);

describe('catalogColumns', () => {
  it('shows layer, category and team of components', () => {
    expect(fields({ filters: {}, entities: [entity('Component')] })).toEqual([
      'resolved.entityRef',
      'entity.spec.layer',
      'resolved.partOfSystemRelationTitle',
      'resolved.ownedByRelationsTitle',
    ]);
  });

  it('leaves other kinds as they are', () => {
    expect(fields({ filters: {}, entities: [entity('Group')] })).not.toContain(
      'entity.spec.layer',
    );
  });
});
