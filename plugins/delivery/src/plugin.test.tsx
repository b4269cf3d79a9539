import { createExtensionTester } from '@backstage/frontend-test-utils';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { readServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import { serviceEntity } from './__testUtils__/delivery';
import { isService } from './shared/isService';
import { deliveryPlugin } from './plugin';

describe('deliveryPlugin', () => {
  it.each([
    'api:delivery',
    'api:delivery/rollback',
    'api:delivery/history',
    'page:delivery',
    'page:delivery/home',
    'entity-content:delivery/environments',
    'entity-card:delivery/problems',
    'entity-card:delivery/environments',
    'entity-card:delivery/dependencies',
    'entity-card:delivery/owner',
    'entity-card:delivery/sla',
    'entity-card:delivery/operations',
    'entity-content:delivery/dependencies',
    'entity-content:delivery/history',
    'entity-card:delivery/team-history',
    'entity-content-layout:delivery/overview',
  ] as const)('brings %s', id => {
    expect(deliveryPlugin.getExtension(id)).toBeDefined();
  });

  it('stands on services only, as delivery-common says', () => {
    const matches = filterPredicateToFilterFunction(isService);
    const component = serviceEntity();
    const broken = serviceEntity({ environments: undefined, problems: [] });
    const library = serviceEntity({ environments: undefined });
    for (const entity of [component, broken, library]) {
      expect(matches(entity)).toBe(readServiceEntity(entity) !== undefined);
    }
    expect(matches(library)).toBe(false);
  });

  it('shows the card of problems only when there are any', () => {
    const shows = createExtensionTester(
      deliveryPlugin.getExtension('entity-card:delivery/problems'),
    ).get(EntityCardBlueprint.dataRefs.filterFunction);
    const problem = {
      severity: 'error',
      code: 'syntax',
      message: 'No.',
      file: 'service.yaml',
      line: 1,
      column: 1,
      docs: 'https://docs.example.com/syntax.md',
    } as const;
    expect(shows?.(serviceEntity())).toBe(false);
    expect(shows?.(serviceEntity({ problems: [] }))).toBe(false);
    expect(shows?.(serviceEntity({ problems: [problem] }))).toBe(true);
  });
});
