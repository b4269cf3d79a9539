import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { DeploymentQuery } from '../deployment/DeploymentQuery';
import type { DoraQuery } from '../deployment/DoraMetrics';
import type { PodLogQuery } from '../resources/PodLog';

/** What is read of an environment on demand. */
export type EnvironmentPart =
  | 'release'
  | 'resources'
  | 'diff'
  | 'events'
  | 'windows'
  | 'sync-preview';

function servicePath(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef, {
    defaultKind: 'component',
    defaultNamespace: 'default',
  });
  if (kind.toLocaleLowerCase('en-US') !== 'component') {
    throw new InputError(
      `${entityRef} is not a service: only entities of kind Component are`,
    );
  }
  return `/services/${encodeURIComponent(namespace)}/${encodeURIComponent(
    name,
  )}`;
}

function environmentPath(entityRef: string, environment: string): string {
  return `${servicePath(entityRef)}/environments/${encodeURIComponent(
    environment,
  )}`;
}

/** A list is given as one parameter for each of its values. */
function toSearch(
  query: Record<string, string | number | boolean | string[] | undefined>,
): string {
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) =>
      value === undefined
        ? []
        : [value].flat().map(one => [key, String(one)] as [string, string]),
    ),
  ).toString();
  return search && `?${search}`;
}

/**
 * Paths of delivery-backend's HTTP API below its base URL. Throws InputError for the ref of an entity that is not a
 * Component.
 */
export const deliveryPaths = {
  service: servicePath,
  sla: (entityRef: string) => `${servicePath(entityRef)}/sla`,
  promotions: (entityRef: string) => `${servicePath(entityRef)}/promotions`,
  promotionPreview: (entityRef: string) =>
    `${servicePath(entityRef)}/promotions/preview`,
  sync: (entityRef: string, environment: string) =>
    `${environmentPath(entityRef, environment)}/sync`,
  /** Of all services. */
  promotionsUnderWay: () => '/promotions',
  promotion: (id: string) => `/promotions/${encodeURIComponent(id)}`,
  promotionFiles: (id: string) => `/promotions/${encodeURIComponent(id)}/files`,
  promotionApprovals: (id: string) =>
    `/promotions/${encodeURIComponent(id)}/approvals`,
  promotionOverrides: (id: string) =>
    `/promotions/${encodeURIComponent(id)}/overrides`,
  promotionRenewal: (id: string) =>
    `/promotions/${encodeURIComponent(id)}/renew`,
  rollbacks: (entityRef: string) => `${servicePath(entityRef)}/rollbacks`,
  rollbackPreview: (entityRef: string) =>
    `${servicePath(entityRef)}/rollbacks/preview`,
  rollbackCandidates: (entityRef: string, environment: string) =>
    `${environmentPath(entityRef, environment)}/rollback-candidates`,
  emergencyRollbacks: (entityRef: string, environment: string) =>
    `${environmentPath(entityRef, environment)}/emergency-rollbacks`,
  rolloutActions: (entityRef: string, environment: string) =>
    `${environmentPath(entityRef, environment)}/rollout-actions`,
  /** One of what is read of an environment on demand. */
  environmentPart: (
    entityRef: string,
    environment: string,
    part: EnvironmentPart,
  ) => `${environmentPath(entityRef, environment)}/${part}`,
  podLog: (entityRef: string, environment: string, query: PodLogQuery) =>
    `${environmentPath(entityRef, environment)}/log${toSearch({ ...query })}`,
  refresh: (entityRef: string, environment: string) =>
    `${environmentPath(entityRef, environment)}/refresh`,
  operation: (entityRef: string, environment: string) =>
    `${environmentPath(entityRef, environment)}/operation`,
  deployments: (query: DeploymentQuery & { limit?: number; cursor?: string }) =>
    `/deployments${toSearch({ ...query })}`,
  deployment: (id: string) => `/deployments/${encodeURIComponent(id)}`,
  deploymentFiles: (id: string) =>
    `/deployments/${encodeURIComponent(id)}/files`,
  deploymentExport: (query: DeploymentQuery & { format: 'csv' | 'json' }) =>
    `/deployments/export${toSearch({ ...query })}`,
  dora: (query: DoraQuery) => `/dora${toSearch({ ...query })}`,
  trains: () => '/trains',
  trainPreview: () => '/trains/preview',
  train: (id: string) => `/trains/${encodeURIComponent(id)}`,
  trainRetry: (id: string) => `/trains/${encodeURIComponent(id)}/retry`,
  line: () => '/line',
  lineStop: () => '/line/stop',
  lineResume: () => '/line/resume',
  fleet: () => '/fleet',
  summaries: () => '/summaries',
  orphanedServices: () => '/orphaned-services',
  instances: () => '/instances',
};
