import type {
  RenderedOverlay,
  RenderedResource,
} from '../kustomize/renderOverlay';
import type {
  Application,
  ApplicationRecord,
  LiveResource,
  SyncResource,
} from './Application';

const CLUSTER_SCOPED = [
  'Namespace',
  'ClusterRole',
  'ClusterRoleBinding',
  'PersistentVolume',
  'StorageClass',
  'PriorityClass',
  'CustomResourceDefinition',
];

interface Destination {
  namespace: string;
}

/** What names a resource for Argo CD. */
export function resourceKeyOf(
  {
    apiVersion,
    kind,
    name,
    namespace,
  }: Pick<RenderedResource, 'apiVersion' | 'kind' | 'name' | 'namespace'>,
  destination: Destination,
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

/** The same text for the same resource, whatever its API version. */
export function resourceIdOf(
  resource: Parameters<typeof resourceKeyOf>[0],
  destination: Destination,
): string {
  const { version, ...key } = resourceKeyOf(resource, destination);
  return JSON.stringify(key);
}

/** Whether a sync of a part names this resource: its group exactly, its namespace only where one is given. */
export function isNamedBy(
  named: SyncResource,
  resource: RenderedResource,
  destination: Destination,
): boolean {
  const {
    group = '',
    kind,
    namespace,
    name,
  } = resourceKeyOf(resource, destination);
  return (
    (named.group ?? '') === group &&
    named.kind === kind &&
    named.name === name &&
    (!named.namespace || named.namespace === namespace)
  );
}

/** A resource as the cluster has it once it is applied, from a commit. */
export function toLiveResource(
  {
    apiVersion,
    kind,
    name,
    namespace,
    images,
    containers,
    hash,
    selector,
    rollout,
    analysisTemplate,
  }: RenderedResource,
  revision: string,
): LiveResource {
  return {
    apiVersion,
    kind,
    name,
    ...(namespace ? { namespace } : {}),
    images,
    ...(containers ? { containers } : {}),
    hash,
    revision,
    ...(selector ? { selector } : {}),
    ...(rollout ? { rollout } : {}),
    ...(analysisTemplate ? { analysisTemplate } : {}),
  };
}

/** What the cluster still has of former syncs, although Git does not: it goes only when a sync prunes. */
export function resourcesToPrune(
  { application, deployed }: ApplicationRecord,
  overlay: RenderedOverlay,
): LiveResource[] {
  const { destination } = application.spec;
  const wanted = new Set(
    overlay.resources.map(each => resourceIdOf(each, destination)),
  );
  return (deployed?.resources ?? []).filter(
    resource => !wanted.has(resourceIdOf(resource, destination)),
  );
}

/** Each resource of Git and of the cluster, and whether both have the same of it. */
export function resourceStatuses(
  record: ApplicationRecord,
  overlay: RenderedOverlay,
): NonNullable<Application['status']['resources']> {
  const { destination } = record.application.spec;
  const live = new Map(
    record.deployed?.resources.map(each => [
      resourceIdOf(each, destination),
      each.hash,
    ]),
  );
  const isServerSide =
    record.application.spec.syncPolicy?.syncOptions?.includes(
      'ServerSideApply=true',
    );
  return [
    ...overlay.resources.map(resource => {
      const isSame =
        live.get(resourceIdOf(resource, destination)) === resource.hash &&
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

/** The images of resources, sorted and each once. */
export function imagesOf(resources: Array<{ images: string[] }>): string[] {
  return [...new Set(resources.flatMap(({ images }) => images))].sort();
}

/** The summary of an application whose pods have these images. */
export function summaryOf(images: string[]): Application['status']['summary'] {
  return images.length > 0 ? { images } : {};
}
