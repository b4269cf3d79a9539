import {
  createReason,
  EnvironmentStatus,
  InstanceStatus,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ManifestEnvironment } from '@stonegarden/service-manifest';
import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import type { ArgocdInstance } from '../argocd/readModel/ArgocdReadModel';
import type { ServiceSource } from '../services/ServiceSource';
import { comparedRevision, deployedRevisions } from './deployedRevision';
import { findApplication, instancesFor } from './findApplication';
import { isRolledBack } from './isRolledBack';
import { operationStatusOf } from './operationStatusOf';
import { releaseOf } from './releaseOf';
import { unreachableReason } from './unreachableReason';

type Declared = Pick<
  EnvironmentStatus,
  'name' | 'cluster' | 'namespace' | 'autoSync' | 'rollout' | 'rolloutWeights'
>;

function declared(environment: ManifestEnvironment): Declared {
  const weights = environment.rollout?.steps?.flatMap(({ setWeight }) =>
    setWeight === undefined ? [] : [setWeight],
  );
  return {
    name: environment.name,
    cluster: environment.cluster,
    namespace: environment.namespace,
    autoSync: environment.autoSync,
    ...(environment.rollout ? { rollout: environment.rollout.strategy } : {}),
    ...(weights?.length ? { rolloutWeights: weights } : {}),
  };
}

function contact(status: InstanceStatus): { stale: boolean; asOf?: string } {
  return {
    stale: !status.reachable,
    ...(status.lastContact ? { asOf: status.lastContact } : {}),
  };
}

function fromRecord(
  environment: ManifestEnvironment,
  record: ApplicationRecord,
  { status, dashboardUrl }: ArgocdInstance,
  source: ServiceSource | undefined,
): EnvironmentStatus {
  const compared = comparedRevision(record, source);
  const deployed = deployedRevisions(record, source);
  const page =
    dashboardUrl &&
    `${dashboardUrl}/applications/${encodeURIComponent(
      record.namespace,
    )}/${encodeURIComponent(record.name)}`;
  return {
    ...declared(environment),
    presence: 'present',
    sync: record.sync,
    health: record.health,
    ...(record.healthMessage
      ? {
          healthReason: createReason('HealthDetail', {
            detail: record.healthMessage,
          }),
        }
      : {}),
    since: record.healthSince,
    operation: operationStatusOf(record, source),
    release: releaseOf(record.images, record.service),
    comparedRevision: compared,
    ...(isRolledBack(deployed, compared)
      ? {
          outsideGit: createReason('RolledBackOutsideGit', {
            environment: environment.name,
          }),
        }
      : {}),
    revision: deployed.at(-1)?.revision,
    deployedAt: record.history.at(-1)?.deployedAt,
    application: { name: record.name, ...(page ? { url: page } : {}) },
    instance: record.instance,
    ...contact(status),
  };
}

function withoutRecord(
  environment: ManifestEnvironment,
  candidates: ArgocdInstance[],
): EnvironmentStatus {
  const silent = candidates.find(({ status }) => !status.reachable);
  if (silent) {
    return {
      ...declared(environment),
      presence: 'unknown',
      sync: 'Unknown',
      health: 'Unknown',
      healthReason: unreachableReason(silent.status),
      instance: silent.status.name,
      ...contact(silent.status),
    };
  }
  const [instance] = candidates;
  if (!instance) {
    return {
      ...declared(environment),
      presence: 'unknown',
      sync: 'Unknown',
      health: 'Unknown',
      healthReason: createReason('ArgocdNotConfigured', {
        cluster: environment.cluster,
      }),
      stale: false,
    };
  }
  return {
    ...declared(environment),
    presence: 'absent',
    sync: 'OutOfSync',
    health: 'Missing',
    healthReason: createReason('ApplicationMissing', {
      environment: environment.name,
      instance: instance.status.name,
    }),
    instance: instance.status.name,
    ...contact(instance.status),
  };
}

/**
 * The environments of a service in the manifest's order, each with what Argo CD says about it.
 *
 * An environment without an Application is `Missing` when every instance that could have it answers, else `Unknown`:
 * what cannot be seen is never called absent.
 */
export function deriveEnvironments(
  environments: ManifestEnvironment[],
  records: ApplicationRecord[],
  instances: ArgocdInstance[],
  source?: ServiceSource,
): EnvironmentStatus[] {
  return environments.map(environment => {
    const record = findApplication(environment, records, instances);
    const instance = instances.find(
      ({ status }) => status.name === record?.instance,
    );
    return record && instance
      ? fromRecord(environment, record, instance, source)
      : withoutRecord(
          environment,
          instancesFor(environment.cluster, instances),
        );
  });
}
