import { isDeepStrictEqual } from 'node:util';
import type { ApplicationRecord } from '../Application';
import type { ArgocdServer } from '../ArgocdServer';
import { assessTarget } from '../assessTarget';
import { resourceIdOf, resourceKeyOf } from '../liveResources';
import { resourceTree } from '../resourceTree';
import {
  liveManifest,
  normalizedManifest,
  predictedManifest,
} from './liveManifest';
import { maskSecrets } from './maskSecrets';
import { Manifest, readManifests } from './readManifests';

/** One resource of Git, the cluster or both; the states are JSON, `null` where there is none. */
interface ManagedResource {
  group?: string;
  kind: string;
  namespace?: string;
  name: string;
  targetState: string;
  liveState: string;
  normalizedLiveState: string;
  predictedLiveState: string;
  resourceVersion?: string;
  modified?: true;
}

type Server = Pick<ArgocdServer, 'repository' | 'snapshots'>;

/**
 * What Git has of an application at the commit that it is compared with, and what the cluster has: the manifests of the
 * commit that each resource was applied from. Where the comparison fails, nothing is known of Git.
 *
 * @internal
 */
export async function managedResources(
  server: Server,
  record: ApplicationRecord,
): Promise<ManagedResource[]> {
  const { spec, status } = record.application;
  const targets = await targetsOf(server, record);
  const live = await liveOf(server, record);
  const appliedAt =
    status.history?.at(-1)?.deployedAt ??
    record.application.metadata.creationTimestamp;
  const nodes = resourceTree(record).nodes;
  return [...new Set([...targets.keys(), ...live.keys()])]
    .map(id => {
      const target = targets.get(id);
      const applied = live.get(id);
      const key = resourceKeyOf(
        identityOf(target ?? applied ?? {}),
        spec.destination,
      );
      const { version: _, ...named } = key;
      const node = nodes.find(
        ({ group = '', kind, namespace = '', name }) =>
          group === (key.group ?? '') &&
          kind === key.kind &&
          namespace === (key.namespace ?? '') &&
          name === key.name,
      );
      const { resourceVersion } = record.application.metadata;
      const liveState =
        applied &&
        liveManifest(applied, {
          uid: node?.uid ?? '',
          resourceVersion,
          creationTimestamp: status.history?.[0]?.deployedAt ?? appliedAt,
          appliedAt,
          isHealthy: node?.health?.status === 'Healthy',
        });
      return {
        ...named,
        ...statesOf(target, liveState),
        ...(liveState ? { resourceVersion } : {}),
      };
    })
    .sort((a, b) => (sortKeyOf(a) < sortKeyOf(b) ? -1 : 1));
}

function statesOf(target: Manifest | undefined, live: Manifest | undefined) {
  const normalized = live && normalizedManifest(live);
  const predicted =
    target && normalized ? predictedManifest(target, normalized) : target;
  const isSame = isDeepStrictEqual(normalized, predicted);
  const [targetState, liveState, normalizedLiveState, predictedLiveState] =
    maskSecrets([target, live, normalized, predicted]).map(state =>
      state ? JSON.stringify(sorted(state)) : 'null',
    );
  return {
    targetState,
    liveState,
    normalizedLiveState,
    predictedLiveState,
    ...(isSame ? {} : { modified: true as const }),
  };
}

async function targetsOf(
  server: Server,
  record: ApplicationRecord,
): Promise<Map<string, Manifest>> {
  const { spec, status } = record.application;
  const { revision } = status.sync;
  if (!revision) {
    return new Map();
  }
  const snapshot = await server.snapshots.open(revision);
  return assessTarget(snapshot, spec.source.path).kind === 'failed'
    ? new Map()
    : manifestsById(server, record, revision);
}

async function liveOf(
  server: Server,
  record: ApplicationRecord,
): Promise<Map<string, Manifest>> {
  const { deployed, application } = record;
  const found = new Map<string, Manifest>();
  const byRevision = new Map<string, Map<string, Manifest>>();
  for (const resource of deployed?.resources ?? []) {
    const revision = resource.revision ?? deployed?.revision ?? '';
    const manifests =
      byRevision.get(revision) ??
      (await manifestsById(server, record, revision));
    byRevision.set(revision, manifests);
    const id = resourceIdOf(resource, application.spec.destination);
    const manifest = manifests.get(id);
    if (manifest) {
      found.set(id, manifest);
    }
  }
  return found;
}

async function manifestsById(
  server: Server,
  { application }: ApplicationRecord,
  revision: string,
): Promise<Map<string, Manifest>> {
  const { source, destination } = application.spec;
  const manifests = await readManifests(server, revision, source.path);
  return new Map(
    manifests.map(manifest => {
      const identity = identityOf(manifest);
      const { group, kind, namespace, name } = resourceKeyOf(
        identity,
        destination,
      );
      const metadata = manifest.metadata as Manifest;
      const annotations = {
        ...(metadata.annotations as Manifest | undefined),
        'argocd.argoproj.io/tracking-id': `${application.metadata.name}:${
          group ?? ''
        }/${kind}:${namespace ?? destination.namespace}/${name}`,
      };
      const complete = {
        ...manifest,
        metadata: {
          ...metadata,
          annotations,
          ...(namespace ? { namespace } : {}),
        },
      };
      return [resourceIdOf(identity, destination), complete];
    }),
  );
}

function identityOf({ apiVersion, kind, metadata }: Manifest) {
  const { name, namespace } = (metadata ?? {}) as Manifest;
  return {
    apiVersion: String(apiVersion),
    kind: String(kind),
    name: String(name),
    ...(namespace ? { namespace: String(namespace) } : {}),
  };
}

function sortKeyOf({
  group = '',
  kind,
  namespace = '',
  name,
}: ManagedResource) {
  return [group, kind, namespace, name].join('/');
}

/** As Go writes maps. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, item]) => [key, sorted(item)]),
      )
    : value;
}
