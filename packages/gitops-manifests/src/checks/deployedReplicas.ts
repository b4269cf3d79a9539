import type { FolderManifest, FolderReader } from './FolderReader';
import { isRecord, type Kustomization } from '../kustomize/Kustomization';
import { patchesOf } from '../kustomize/patchesOf';

/**
 * How many pods an environment gets, and what says so.
 *
 * @internal
 */
export interface DeployedReplicas {
  count: number;
  /** Path below the service's folder. */
  path: string;
  position(): { line: number; column: number };
}

const WORKLOADS = ['Deployment', 'StatefulSet'];

/**
 * The replicas of the workload that is named like its service, as kustomize would render them; undefined where the files that
 * are read do not say. A Rollout is not scaled by `replicas:`, which then belongs to the Deployment it takes its pods from.
 *
 * @internal
 */
export function deployedReplicas(
  service: string,
  overlay: Kustomization,
  reader: FolderReader,
): DeployedReplicas | undefined {
  const base = reader.baseOf(overlay);
  const mentionsRollout = [overlay, base].some(one =>
    one?.resources.some(path => /rollout/i.test(path)),
  );
  if (mentionsRollout) {
    const rollout = manifestsOf(overlay, base, reader).find(
      one => one.kind === 'Rollout' && one.name === service,
    );
    if (rollout) {
      return patched('Rollout', service, overlay) ?? written(rollout, overlay);
    }
  }
  return (
    counted(service, overlay) ??
    firstOf(WORKLOADS, kind => patched(kind, service, overlay)) ??
    inBase(service, overlay, base, reader)
  );
}

function counted(
  service: string,
  kustomization: Kustomization,
): DeployedReplicas | undefined {
  const { replicas, path } = kustomization;
  const named = replicas.findIndex(({ name }) => name === service);
  // The only count there is belongs to the only workload that is scaled
  const index = named < 0 && replicas.length === 1 ? 0 : named;
  return index < 0
    ? undefined
    : {
        count: replicas[index].count,
        path,
        position: () => kustomization.positionOf(['replicas', index, 'count']),
      };
}

function patched(
  kind: string,
  service: string,
  overlay: Kustomization,
): DeployedReplicas | undefined {
  const found = patchesOf(overlay, { kind, name: service }, 'replicas').flatMap(
    ({ operations, merge, index, isCertain }) => {
      const spec = merge && isRecord(merge.spec) ? merge.spec : {};
      const count = operations
        ? operations.find(one => one.path === '/spec/replicas')?.value
        : spec.replicas;
      return typeof count === 'number' && isCertain ? [{ count, index }] : [];
    },
  );
  const last = found.at(-1);
  return (
    last && {
      count: last.count,
      path: overlay.path,
      position: () => overlay.positionOf(['patches', last.index, 'patch']),
    }
  );
}

function inBase(
  service: string,
  overlay: Kustomization,
  base: Kustomization | undefined,
  reader: FolderReader,
): DeployedReplicas | undefined {
  if (!base || overlay.hasMore || base.hasMore) {
    return undefined;
  }
  const isPatched = (one: Kustomization) =>
    one.patches.some(({ text }) => text.includes('replicas'));
  if (isPatched(overlay) || isPatched(base)) {
    return undefined;
  }
  const inOverlay = {
    path: overlay.path,
    position: () => ({ line: 1, column: 1 }),
  };
  const entry = base.replicas.find(({ name }) => name === service);
  if (entry) {
    return { count: entry.count, ...inOverlay };
  }
  const workload = manifestsOf(overlay, base, reader).find(
    one => WORKLOADS.includes(one.kind) && one.name === service,
  );
  const read = workload && written(workload, overlay);
  return read && { ...read, ...inOverlay };
}

function written(
  { value, path, positionOf }: FolderManifest,
  overlay: Kustomization,
): DeployedReplicas | undefined {
  const { spec } = value;
  if (overlay.hasMore || !isRecord(spec) || typeof spec.replicas !== 'number') {
    return undefined;
  }
  return {
    count: spec.replicas,
    path,
    position: () => positionOf(['spec', 'replicas']),
  };
}

function manifestsOf(
  overlay: Kustomization,
  base: Kustomization | undefined,
  reader: FolderReader,
): FolderManifest[] {
  return [
    ...reader.manifestsOf(overlay),
    ...(base ? reader.manifestsOf(base) : []),
  ];
}

function firstOf<T, R>(
  items: T[],
  find: (item: T) => R | undefined,
): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
