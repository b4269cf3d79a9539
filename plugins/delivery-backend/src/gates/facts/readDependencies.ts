import { parseEntityRef } from '@backstage/catalog-model';
import {
  createReason,
  type EnvironmentStatus,
  type HealthStatus,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  DependencyFact,
  GateFact,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { ArgocdReadModel } from '../../argocd/readModel/ArgocdReadModel';
import { deriveEnvironments } from '../../environments/deriveEnvironments';
import { unreachableReason } from '../../environments/unreachableReason';
import type {
  ResolvedService,
  ServiceResolver,
} from '../../services/ServiceResolver';
import { serviceSourceOf } from '../../services/ServiceSource';

/** Which of some services somebody may see in an environment, as their entity refs. */
export type MaySee = (
  services: ResolvedService[],
  environment: string,
) => Promise<Set<string>>;

type ReadModel = Pick<ArgocdReadModel, 'find' | 'instances'>;

/** Its health as Argo CD says now: what was known before proves nothing. */
function healthOf(
  status: EnvironmentStatus,
  { instances }: ReadModel,
): GateFact<HealthStatus> {
  if (status.presence === 'absent') {
    return { value: 'Missing' };
  }
  const instance = instances.find(
    ({ status: { name } }) => name === status.instance,
  );
  if (status.stale && instance && !instance.status.reachable) {
    return { unknown: unreachableReason(instance.status) };
  }
  if (
    status.presence === 'present' &&
    !status.stale &&
    status.health !== 'Unknown'
  ) {
    return { value: status.health };
  }
  return {
    unknown:
      status.healthReason ??
      createReason('HealthUnknown', {
        environment: status.name,
        instance: status.instance ?? '',
      }),
  };
}

function factOf(
  dependency: ResolvedService,
  environment: string,
  readModel: ReadModel,
): DependencyFact['health'] {
  const place = dependency.environments.find(
    ({ name }) => name === environment,
  );
  if (!place) {
    return { value: 'elsewhere' };
  }
  const [status] = deriveEnvironments(
    {
      name: dependency.name,
      environments: [place],
      source: serviceSourceOf(dependency.entity),
    },
    readModel,
  );
  return healthOf(status, readModel);
}

/** Refs of the Components that a service depends on. */
function dependenciesOf({ entity }: ResolvedService): string[] {
  return (entity.spec.dependsOn ?? []).filter(
    ref =>
      parseEntityRef(ref, { defaultKind: 'component' }).kind.toLocaleLowerCase(
        'en-US',
      ) === 'component',
  );
}

/**
 * What a service depends on, in the environment of a name, from memory. Without a viewer none is named: what gates answer then is
 * recorded, and read by people with other rights.
 */
export async function readDependencies(
  service: ResolvedService,
  environment: string,
  options: {
    readModel: ReadModel;
    services: Pick<ServiceResolver, 'resolveMany'>;
    maySee?: MaySee;
  },
): Promise<DependencyFact[]> {
  const { readModel, maySee } = options;
  const refs = dependenciesOf(service);
  const resolved = await options.services.resolveMany(refs);
  const known = resolved.flatMap(each => each ?? []);
  const visible = (await maySee?.(known, environment)) ?? new Set<string>();
  const facts = resolved.map((dependency): DependencyFact => {
    if (!dependency) {
      // A Component that is not a service of the portal, or does not exist.
      return { health: { value: 'elsewhere' } };
    }
    return {
      ...(visible.has(dependency.entityRef) ? { name: dependency.name } : {}),
      health: factOf(dependency, environment, readModel),
    };
  });
  // No service is meant by these: they are words of the manifest itself.
  const unresolved = (service.entity.spec.unknownDependencies ?? []).map(
    (name): DependencyFact => ({ name, health: { value: 'elsewhere' } }),
  );
  return [...facts, ...unresolved];
}
