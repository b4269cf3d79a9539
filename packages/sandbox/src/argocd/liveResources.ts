import type {
  RenderedOverlay,
  RenderedResource,
} from '../kustomize/renderOverlay';
import type { Application, ApplicationRecord } from './Application';

type LiveResource = NonNullable<
  NonNullable<ApplicationRecord['deployed']>['resources']
>[number];

const CLUSTER_SCOPED = [
  'Namespace',
  'ClusterRole',
  'ClusterRoleBinding',
  'PersistentVolume',
  'StorageClass',
  'PriorityClass',
  'CustomResourceDefinition',
];

/** What names a resource for Argo CD. */
export function resourceKeyOf(
  { apiVersion, kind, name, namespace }: RenderedResource,
  destination: { namespace: string },
) {
  const [version, group] = apiVersion.split('/').reverse();
  return {
    ...(group ? { group } : {}),
    version,
    kind,
    ...(CLUSTER_SCOPED.includes(kind)
      ? {}
      : { namespace: namespace ?? destination.namespace }),
    name,
  };
}

/** What the cluster has once an overlay is applied. */
export function appliedResources(overlay: RenderedOverlay): LiveResource[] {
  return overlay.resources.map(
    ({ apiVersion, kind, name, namespace, images, hash }) => ({
      apiVersion,
      kind,
      name,
      ...(namespace ? { namespace } : {}),
      images,
      hash,
    }),
  );
}

/** What the cluster still has of former syncs, although Git does not: it goes only when a sync prunes. */
export function resourcesToPrune(
  { application, deployed }: ApplicationRecord,
  overlay: RenderedOverlay,
): LiveResource[] {
  const { destination } = application.spec;
  const idOf = (resource: RenderedResource) => {
    const { version, ...key } = resourceKeyOf(resource, destination);
    return JSON.stringify(key);
  };
  const wanted = new Set(overlay.resources.map(idOf));
  return (deployed?.resources ?? []).filter(
    resource => !wanted.has(idOf(resource)),
  );
}

/** Each resource of Git and of the cluster, and whether both have the same of it. */
export function resourceStatuses(
  record: ApplicationRecord,
  overlay: RenderedOverlay,
): Application['status']['resources'] {
  const { destination } = record.application.spec;
  const idOf = (resource: RenderedResource) =>
    JSON.stringify(resourceKeyOf(resource, destination));
  const live = new Map(
    (record.deployed?.resources ?? []).map(each => [idOf(each), each.hash]),
  );
  const isServerSide =
    record.application.spec.syncPolicy?.syncOptions?.includes(
      'ServerSideApply=true',
    );
  return [
    ...overlay.resources.map(resource => {
      const isSame =
        live.get(idOf(resource)) === resource.hash &&
        !(isServerSide && resource.differsForever);
      return {
        ...resourceKeyOf(resource, destination),
        status: isSame ? ('Synced' as const) : ('OutOfSync' as const),
      };
    }),
    ...resourcesToPrune(record, overlay).map(resource => ({
      ...resourceKeyOf(resource, destination),
      status: 'OutOfSync' as const,
      requiresPruning: true,
    })),
  ];
}

/** What a whole sync did to each resource, as its result lists it. */
export function syncResults(
  { application }: ApplicationRecord,
  overlay: RenderedOverlay,
  leftovers: { resources: LiveResource[]; pruned: boolean },
): Array<Record<string, string>> {
  const { destination } = application.spec;
  const done = (
    resource: RenderedResource,
    result: { status: string; message: string },
  ) => ({
    group: '',
    ...resourceKeyOf(resource, destination),
    ...result,
    syncPhase: 'Sync',
  });
  return [
    ...overlay.resources.map(resource => {
      const { group, kind, name } = resourceKeyOf(resource, destination);
      const type = [kind.toLowerCase(), group].filter(Boolean).join('.');
      return done(resource, {
        status: 'Synced',
        message: `${type}/${name} serverside-applied`,
      });
    }),
    ...leftovers.resources.map(resource =>
      done(
        resource,
        leftovers.pruned
          ? { status: 'Pruned', message: 'pruned' }
          : { status: 'PruneSkipped', message: 'ignored (requires pruning)' },
      ),
    ),
  ];
}
