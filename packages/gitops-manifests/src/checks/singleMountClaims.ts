import type { FolderManifest, FolderReader } from './FolderReader';
import {
  isRecord,
  isText,
  type Kustomization,
  listOf,
} from '../kustomize/Kustomization';
import { patchesOf } from '../kustomize/patchesOf';

const SINGLE = ['ReadWriteOnce', 'ReadWriteOncePod'];
const VOLUMES = ['spec', 'template', 'spec', 'volumes'];
const VOLUME = /^\/spec\/template\/spec\/volumes\/(\d+)$/;

/**
 * A volume claim that only one pod (or the pods of one node) can mount.
 *
 * @internal
 */
export interface SingleMountClaim {
  name: string;
  accessModes: string[];
  /** Path below the service's folder. */
  path: string;
}

/**
 * The claims that all pods of a service share in one environment and only one of them can mount. Claims of a StatefulSet's
 * own template are not among them, because each pod has its own. Empty where patches leave doubt.
 *
 * @internal
 */
export function singleMountClaims(
  service: string,
  overlay: Kustomization,
  reader: FolderReader,
): SingleMountClaim[] {
  const base = reader.baseOf(overlay);
  if (overlay.hasMore || base?.hasMore) {
    return [];
  }
  const manifests = [
    ...reader.manifestsOf(overlay),
    ...(base ? reader.manifestsOf(base) : []),
  ];
  const layers = base ? [base, overlay] : [overlay];
  const claims = manifests
    .filter(({ kind }) => kind === 'PersistentVolumeClaim')
    .filter(claim => !layers.some(layer => isChanged(layer, claim)))
    .flatMap(claimOf);
  if (claims.length === 0) {
    return [];
  }
  const workload = workloadOf(service, manifests);
  if (!workload) {
    // Claims beside a workload in a file of another name are there to be mounted
    return claims;
  }
  const mounted = mountedClaims(workload, layers);
  return claims.filter(({ name }) => mounted.has(name));
}

function claimOf({ name, value, path }: FolderManifest): SingleMountClaim[] {
  const { spec } = value;
  const accessModes = isRecord(spec)
    ? (listOf(spec.accessModes) ?? []).filter(isText)
    : [];
  return accessModes.length > 0 &&
    accessModes.every(mode => SINGLE.includes(mode))
    ? [{ name, accessModes, path }]
    : [];
}

/** Whether a patch removes a claim or gives it other access modes, or may do so. */
function isChanged(layer: Kustomization, claim: FolderManifest): boolean {
  return ['$patch', 'accessModes'].some(
    word => patchesOf(layer, claim, word).length > 0,
  );
}

/** What runs the service's pods: a Rollout may take them from a Deployment. */
function workloadOf(
  service: string,
  manifests: FolderManifest[],
): FolderManifest | undefined {
  const find = (kind: string, name: string) =>
    manifests.find(one => one.kind === kind && one.name === name);
  const rollout = find('Rollout', service);
  const spec =
    rollout && isRecord(rollout.value.spec) ? rollout.value.spec : {};
  const { workloadRef } = spec;
  if (isRecord(workloadRef)) {
    return isText(workloadRef.name)
      ? find('Deployment', workloadRef.name)
      : undefined;
  }
  return rollout ?? find('Deployment', service) ?? find('StatefulSet', service);
}

/** Claims in the volumes of a workload, without those that a patch replaces, removes or may. */
function mountedClaims(
  workload: FolderManifest,
  layers: Kustomization[],
): Set<string> {
  const volumes = listOf(valueAt(workload.value, VOLUMES)) ?? [];
  const patches = layers.flatMap(layer =>
    patchesOf(layer, workload, 'volumes'),
  );
  const replaced = new Set<number>();
  for (const { operations, merge } of patches) {
    if (merge && valueAt(merge, VOLUMES) !== undefined) {
      return new Set();
    }
    for (const { path } of operations ?? []) {
      const index = VOLUME.exec(path)?.[1];
      if (index !== undefined) {
        replaced.add(Number(index));
      } else if (path.startsWith('/spec/template/spec/volumes')) {
        return new Set();
      }
    }
  }
  return new Set(
    volumes
      .filter((_, index) => !replaced.has(index))
      .map(volume => valueAt(volume, ['persistentVolumeClaim', 'claimName']))
      .filter(isText),
  );
}

function valueAt(value: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (isRecord(inner) ? inner[key] : undefined),
    value,
  );
}
