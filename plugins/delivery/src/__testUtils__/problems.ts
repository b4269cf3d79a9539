import type {
  ServiceEntity,
  ServiceProblem,
} from '@stonegarden/backstage-plugin-delivery-common';
import { docsOf } from '@stonegarden/service-manifest';
import { serviceEntity } from './delivery';

export function problem(
  overrides: Partial<ServiceProblem> = {},
): ServiceProblem {
  const code = overrides.code ?? 'dependency-not-found';
  return {
    severity: 'warning',
    code,
    message: 'The dependency "redis" names no service of this repository.',
    file: 'kubernetes/services/audiobookshelf/service.yaml',
    line: 31,
    column: 7,
    docs: docsOf(code),
    ...overrides,
  };
}

export function entityWith(
  name: string,
  problems: ServiceProblem[],
  overrides: Partial<ServiceEntity['spec']> = {},
): ServiceEntity {
  return serviceEntity({ ...overrides, problems }, name);
}
