import { DEFAULT_NAMESPACE, Entity } from '@backstage/catalog-model';
import type { Diagnostic } from '@stonegarden/service-manifest';
import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import { type EntityContext, rootFolderUrl } from './EntityContext';
import { entityRef, toEntityName } from './entityNames';
import { locationAnnotations } from './locationAnnotations';
import type { OwnerTally } from './OwnerTally';
import { UNKNOWN_TEAM } from './toGroups';

/**
 * A problem of a source as a whole: a diagnostic, with the time since which it has been so where that matters.
 *
 * @internal
 */
export type RepositoryProblem = Diagnostic & {
  /** ISO 8601. */
  since?: string;
};

/**
 * A Resource per cluster that an environment names, owned by the team that owns most of the infrastructure.
 *
 * @internal
 */
export function toClusters(
  components: Iterable<ServiceEntity>,
  owners: OwnerTally,
  context: EntityContext,
): Entity[] {
  const texts = new Set<string>();
  for (const { spec } of components) {
    for (const { cluster } of spec.environments ?? []) {
      texts.add(cluster);
    }
  }
  const clusters = new Map<string, string>();
  for (const cluster of [...texts].sort()) {
    const name = toEntityName(cluster);
    if (name && !clusters.has(name)) {
      clusters.set(name, cluster);
    }
  }
  return [...clusters].map(([name, cluster]) =>
    toResource(
      {
        name,
        ...(cluster === name ? {} : { title: cluster }),
        description:
          cluster === 'in-cluster'
            ? 'The Kubernetes cluster that Argo CD itself runs in'
            : `Kubernetes cluster ${cluster}`,
      },
      { type: 'kubernetes-cluster', owner: infrastructureOwner(owners) },
      context,
    ),
  );
}

/**
 * The Resource of a source itself, with the problems that no service's entity can tell.
 *
 * @internal
 */
export function toRepository(
  id: string,
  problems: RepositoryProblem[],
  owners: OwnerTally,
  context: EntityContext,
): Entity[] {
  const name = toEntityName(`${id.slice(0, 52)}-repository`);
  return name
    ? [
        toResource(
          { name, description: `The Git repository of the source "${id}"` },
          {
            type: 'gitops-repository',
            owner: infrastructureOwner(owners),
            ...(problems.length > 0 ? { problems } : {}),
          },
          context,
        ),
      ]
    : [];
}

function infrastructureOwner(owners: OwnerTally): string {
  return (
    owners.ofLayer('infra') ??
    owners.ofAll() ??
    entityRef('group', UNKNOWN_TEAM)
  );
}

function toResource(
  metadata: { name: string; title?: string; description: string },
  spec: NonNullable<Entity['spec']>,
  context: EntityContext,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      ...metadata,
      namespace: DEFAULT_NAMESPACE,
      annotations: locationAnnotations(rootFolderUrl(context), context),
    },
    spec,
  };
}
