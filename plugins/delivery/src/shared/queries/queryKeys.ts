import type {
  DeploymentQuery,
  DoraQuery,
  PodLogQuery,
  PromotionRequest,
  RollbackRequest,
} from '@stonegarden/backstage-plugin-delivery-common';

/**
 * Keys of the query cache.
 *
 * @internal
 */
export const queryKeys = {
  all: ['delivery'] as const,
  service: (entityRef: string) => ['delivery', 'service', entityRef] as const,
  sla: (entityRef: string) => ['delivery', 'sla', entityRef] as const,
  summaries: (entityRefs?: string[]) =>
    entityRefs
      ? (['delivery', 'summaries', entityRefs] as const)
      : (['delivery', 'summaries'] as const),
  promotion: (id?: string) =>
    id
      ? (['delivery', 'promotion', id] as const)
      : (['delivery', 'promotion'] as const),
  promotionFiles: (id: string, commit: string) =>
    ['delivery', 'promotionFiles', id, commit] as const,
  preview: (entityRef: string, request: PromotionRequest) =>
    [
      'delivery',
      'preview',
      entityRef,
      request.from,
      request.to,
      request.deployment,
    ] as const,
  releaseChoices: (entityRef: string, path: string[]) =>
    ['delivery', 'releaseChoices', entityRef, path] as const,
  deployments: (query?: DeploymentQuery) =>
    query
      ? (['delivery', 'deployments', query] as const)
      : (['delivery', 'deployments'] as const),
  teamDeployments: (team: string) =>
    ['delivery', 'teamDeployments', team] as const,
  deployment: (id: string) => ['delivery', 'deployment', id] as const,
  deploymentFiles: (id: string) => ['delivery', 'deploymentFiles', id] as const,
  dora: (query: DoraQuery) => ['delivery', 'dora', query] as const,
  rollbackCandidates: (entityRef: string, environment: string) =>
    ['delivery', 'rollbackCandidates', entityRef, environment] as const,
  rollbackPreview: (entityRef: string, request?: RollbackRequest) =>
    [
      'delivery',
      'rollbackPreview',
      entityRef,
      request?.environment,
      request?.deployment,
      request?.scope,
    ] as const,
  /** What is read of a service's environments on demand. */
  environmentParts: (entityRef: string) =>
    ['delivery', 'environment', entityRef] as const,
  environmentPart: (entityRef: string, environment: string, part: string) =>
    ['delivery', 'environment', entityRef, environment, part] as const,
  podLog: (entityRef: string, environment: string, query: PodLogQuery) =>
    [
      'delivery',
      'podLog',
      entityRef,
      environment,
      query.pod,
      query.container,
      query.previous ?? false,
    ] as const,
  train: (id?: string) =>
    id
      ? (['delivery', 'train', id] as const)
      : (['delivery', 'train'] as const),
  trainPreview: (to: string, entityRefs: readonly string[]) =>
    ['delivery', 'trainPreview', to, ...entityRefs] as const,
  underWay: () => ['delivery', 'underWay'] as const,
  owned: (owners: string[]) => ['delivery', 'owned', owners] as const,
  names: (entityRefs: string[]) => ['delivery', 'names', entityRefs] as const,
  recent: (team: string) => ['delivery', 'recent', team] as const,
  line: () => ['delivery', 'line'] as const,
  fleet: () => ['delivery', 'fleet'] as const,
  services: () => ['delivery', 'services'] as const,
  problems: () => ['delivery', 'problems'] as const,
  neighbors: (entityRefs: string[]) =>
    ['delivery', 'neighbors', entityRefs] as const,
  missing: (entityRefs: string[]) =>
    ['delivery', 'missing', entityRefs] as const,
  orphanedServices: () => ['delivery', 'orphanedServices'] as const,
  viewer: () => ['delivery', 'viewer'] as const,
};
