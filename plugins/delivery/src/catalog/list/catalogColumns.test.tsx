import type { EntityListContextProps } from '@backstage/plugin-catalog-react';
import { component } from '../../__testUtils__/delivery';
import { catalogColumns } from './catalogColumns';

type Context = Pick<EntityListContextProps, 'filters' | 'entities'>;

const entity = (kind: string) => ({ ...component('x'), kind });

const columnsOf = (context: Context) =>
  catalogColumns(context as EntityListContextProps);

const fields = (context: Context) =>
  columnsOf(context)
    .filter(({ hidden }) => !hidden)
    .map(({ field }) => field);

describe('catalogColumns', () => {
  it('shows where components belong and run, and their SLA', () => {
    expect(fields({ filters: {}, entities: [entity('Component')] })).toEqual([
      'resolved.entityRef',
      'health',
      'entity.spec.layer',
      'resolved.partOfSystemRelationTitle',
      'resolved.ownedByRelationsTitle',
      'entity.spec.environments',
      'entity.spec.sla',
      'entity.spec.problems',
    ]);
  });

  it('lets nobody order a page as if it were the list', () => {
    const columns = columnsOf({
      filters: {},
      entities: [entity('Component')],
    });
    expect(columns.every(({ hidden, sorting }) => hidden || !sorting)).toBe(
      true,
    );
  });

  it('leaves other kinds as they are', () => {
    expect(fields({ filters: {}, entities: [entity('Group')] })).not.toContain(
      'entity.spec.layer',
    );
  });
});
