import { createHash } from 'node:crypto';
import type { Snapshot } from '../git/Snapshot';
import { ApplicationRecord } from './Application';
import { assessTarget } from './assessTarget';

/**
 * What an application has deployed, as Argo CD's resource tree: one node per resource of its overlay.
 *
 * @internal
 */
export function resourceTree(
  record: ApplicationRecord,
  snapshot: Snapshot | null,
) {
  const { application } = record;
  const { spec, status } = application;
  const target = snapshot && assessTarget(snapshot, spec.source.path);
  if (target?.kind !== 'rendered') {
    return { nodes: [], orphanedNodes: [], hosts: [] };
  }
  const createdAt = status.history?.[0]?.deployedAt;
  const nodes = target.overlay.resources.map(resource => {
    const [version, group = ''] = resource.apiVersion.split('/').reverse();
    const { kind, name, images } = resource;
    const namespace = resource.namespace ?? spec.destination.namespace;
    const workload = images.length > 0;
    return {
      group,
      version,
      kind,
      namespace,
      name,
      uid: createHash('sha256')
        .update(
          [application.metadata.uid, group, kind, namespace, name].join('/'),
        )
        .digest('hex')
        .slice(0, 32),
      resourceVersion: application.metadata.resourceVersion,
      createdAt,
      ...(workload ? { images } : {}),
      ...(workload
        ? {
            health: {
              status: status.health.status,
              message: status.health.message,
            },
          }
        : {}),
    };
  });
  return { nodes, orphanedNodes: [], hosts: [] };
}
