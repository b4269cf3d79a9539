import type { Entity } from '@backstage/catalog-model';
import type { ServiceProblem } from '@stonegarden/backstage-plugin-delivery-common';

/**
 * What is wrong with the files an entity came from, errors first. Anybody may register an entity, so what does not
 * look like a problem is left out.
 *
 * @internal
 */
export function entityProblems(entity: Entity): ServiceProblem[] {
  const problems: unknown = entity.spec?.problems;
  if (!Array.isArray(problems)) return [];
  const found = problems.filter(isProblem);
  return [
    ...found.filter(({ severity }) => severity === 'error'),
    ...found.filter(({ severity }) => severity === 'warning'),
  ];
}

function isProblem(value: unknown): value is ServiceProblem {
  if (typeof value !== 'object' || value === null) return false;
  const { severity, code, message } = value as Partial<ServiceProblem>;
  return (
    (severity === 'error' || severity === 'warning') &&
    typeof code === 'string' &&
    typeof message === 'string'
  );
}
