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
    message:
      'The dependency "redis" is not a known service: write the name of a service in this repository, or remove it',
    file: 'kubernetes/services/audiobookshelf/service.yaml',
    line: 31,
    column: 7,
    docs: docsOf(code),
    ...overrides,
  };
}

/** The repository's own entity, with problems of the repository. */
export function repositoryWith(problems: ServiceProblem[]) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: 'homelab-repository',
      namespace: 'default',
      annotations: { 'platform.stonegarden.dev/source': 'homelab' },
    },
    spec: {
      type: 'gitops-repository',
      problems,
    },
  };
}

export function entityWith(
  name: string,
  problems: ServiceProblem[],
  overrides: Partial<ServiceEntity['spec']> = {},
): ServiceEntity {
  return serviceEntity({ ...overrides, problems }, name);
}
