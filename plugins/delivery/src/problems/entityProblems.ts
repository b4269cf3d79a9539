import type { Entity } from '@backstage/catalog-model';
import {
  readServiceProblems,
  type ServiceProblem,
} from '@stonegarden/backstage-plugin-delivery-common';

/**
 * What is wrong with the files an entity came from, errors first. Anybody may register an entity, so what does not
 * look like a problem is left out.
 *
 * @internal
 */
export function entityProblems(entity: Entity): ServiceProblem[] {
  const found = readServiceProblems(entity.spec?.problems) ?? [];
  return [
    ...found.filter(({ severity }) => severity === 'error'),
    ...found.filter(({ severity }) => severity === 'warning'),
  ];
}
