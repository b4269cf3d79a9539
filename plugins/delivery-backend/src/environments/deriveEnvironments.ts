import {
  createReason,
  EnvironmentStatus,
  InstanceStatus,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ManifestEnvironment } from '@stonegarden/service-manifest';
import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import type {
  ArgocdInstance,
  ArgocdReadModel,
} from '../argocd/readModel/ArgocdReadModel';
import type { ServiceSource } from '../services/ServiceSource';
import { absentApplication } from './absentApplication';
import { applicationUrl } from './applicationUrl';
import { comparedRevision, deployedRevisions } from './deployedRevision';
import { findApplication, instancesFor } from './findApplication';
import {
  healthReasonOf,
  isNeverDeployed,
  syncReasonOf,
} from './healthReasonOf';
import { hiddenReason } from './hiddenReason';
import { isRolledBack } from './isRolledBack';
import { operationStatusOf } from './operationStatusOf';
import { runningReleases } from './runningReleases';

type Declared = Pick<
  EnvironmentStatus,
  | 'name'
  | 'cluster'
  | 'namespace'
  | 'autoSync'
  | 'promotesFrom'
  | 'rollout'
  | 'rolloutWeights'
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
    ...(environment.promotesFrom
      ? { promotesFrom: environment.promotesFrom }
      : {}),
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
  instance: ArgocdInstance,
  source: ServiceSource | undefined,
): EnvironmentStatus {
  const url = applicationUrl(record, instance);
  const identity = {
    ...declared(environment),
    application: { name: record.name, ...(url ? { url } : {}) },
    instance: record.instance,
  };
  if (record.hidden?.right) {
    return {
      ...identity,
      presence: 'forbidden',
      sync: 'Unknown',
      health: 'Unknown',
      healthReason: hiddenReason(record),
      ...contact(instance.status),
    };
  }
  const compared = comparedRevision(record, source);
  const deployed = deployedRevisions(record, source);
  const syncReason = syncReasonOf(record);
  const healthReason = record.hidden
    ? hiddenReason(record)
    : healthReasonOf(record);
  return {
    ...identity,
    presence: record.hidden ? 'unlisted' : 'present',
    ...(isNeverDeployed(record) ? { neverDeployed: true } : {}),
    sync: record.sync,
    ...(syncReason ? { syncReason } : {}),
    health: record.health,
    ...(healthReason ? { healthReason } : {}),
    since: record.healthSince,
    operation: operationStatusOf(record, source),
    ...(record.conditions ? { conditions: record.conditions } : {}),
    ...(record.differences ? { differences: record.differences } : {}),
    ...runningReleases(record),
    comparedRevision: compared,
    ...(isRolledBack(deployed, compared, record.sync)
      ? {
          outsideGit: createReason('RolledBackOutsideGit', {
            environment: environment.name,
          }),
        }
      : {}),
    revision: deployed.at(-1)?.revision,
    deployedAt: record.history.at(-1)?.deployedAt,
    ...contact(instance.status),
    ...(record.hidden ? { stale: true, asOf: record.hidden.asOf } : {}),
  };
}

/**
 * The environments of a service in the manifest's order, or those that are asked for, each with what Argo CD says about it.
 *
 * What is not listed is not called absent: see {@link EnvironmentStatus.presence}.
 */
export function deriveEnvironments(
  service: {
    name: string;
    environments: ManifestEnvironment[];
    source: ServiceSource | undefined;
  },
  readModel: Pick<ArgocdReadModel, 'find' | 'instances'>,
): EnvironmentStatus[] {
  const { instances } = readModel;
  const { environments, source } = service;
  const records = readModel.find(service.name);
  return environments.map(environment => {
    const record = findApplication(environment, records, instances);
    const instance = instances.find(
      ({ status }) => status.name === record?.instance,
    );
    return record && instance
      ? fromRecord(environment, record, instance, source)
      : {
          ...declared(environment),
          ...absentApplication(
            service.name,
            environment,
            instancesFor(environment.cluster, instances),
          ),
        };
  });
}
