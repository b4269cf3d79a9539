import {
  createDiagnostic,
  parseResource,
  type Diagnostic,
  type ManifestEnvironment,
  type ServiceManifest,
} from '@stonegarden/service-manifest';
import type { EnvironmentManifests } from './environmentManifests';
import { fileOf } from './fileOf';
import type { FolderManifest } from './FolderReader';
import { podSpecOf } from './podSpecOf';
import { isRecord, type Kustomization } from '../kustomize/Kustomization';
import { patchesOf } from '../kustomize/patchesOf';

const WORKLOADS = ['Rollout', 'Deployment', 'StatefulSet', 'DaemonSet'];
const KINDS = ['requests', 'limits'] as const;

type Resources = Record<string, Record<string, unknown>>;

interface DeployedResources {
  container: string;
  resources: Resources;
  /** Path below the service's folder. */
  path: string;
  position(): { line: number; column: number };
}

/**
 * Whether the container that is named like the service (or the only one of its workload) requests and may use what the manifest
 * says, where it says something.
 *
 * @internal
 */
export function checkResources(
  manifest: ServiceManifest,
  { name, resources }: ManifestEnvironment,
  deployed: EnvironmentManifests,
): Diagnostic[] {
  const found = resources && deployedResources(manifest.name, deployed);
  if (!found) {
    return [];
  }
  const differences = KINDS.flatMap(kind =>
    Object.entries(resources[kind] ?? {}).flatMap(([resource, said]) => {
      const given = found.resources[kind]?.[resource];
      if (isSame(given, said)) {
        return [];
      }
      return [
        given === undefined || given === null
          ? `no ${kind}.${resource} instead of ${said}`
          : `${kind}.${resource} of ${String(given)} instead of ${said}`,
      ];
    }),
  );
  return differences.length === 0
    ? []
    : [
        createDiagnostic({
          severity: 'warning',
          code: 'overlay-resources-differ',
          message: `In "${name}" the container "${
            found.container
          }" gets ${differences.join(
            ', ',
          )}, as service.yaml says: write the same in both`,
          file: fileOf(manifest, found.path),
          ...found.position(),
        }),
      ];
}

function isSame(given: unknown, said: string | number): boolean {
  if (typeof given !== 'string' && typeof given !== 'number') {
    return false;
  }
  const [a, b] = [parseResource(given), parseResource(said)];
  return Number.isNaN(a) || Number.isNaN(b)
    ? String(given) === String(said)
    : Math.abs(a - b) <= 1e-9 * Math.max(a, b);
}

function deployedResources(
  service: string,
  { manifests, layers }: EnvironmentManifests,
): DeployedResources | undefined {
  const workload = WORKLOADS.flatMap(kind =>
    manifests.filter(one => one.kind === kind && one.name === service),
  ).find(podSpecOf);
  const pod = workload && podSpecOf(workload);
  const main = pod?.containers.filter(({ path }) =>
    path.includes('containers'),
  );
  const container =
    main?.find(one => one.name === service) ??
    (main?.length === 1 ? main[0] : undefined);
  if (!workload || !container) {
    return undefined;
  }
  const { resources } = container.value;
  const path = [...container.path, 'resources'];
  let found: DeployedResources = {
    container: container.name,
    resources: isRecord(resources) ? toResources(resources) : {},
    path: workload.path,
    position: () => workload.positionOf(path),
  };
  // What the overlay takes in is patched before the overlay patches it.
  for (const layer of [...layers].reverse()) {
    const next = patched(found, layer, workload, container);
    if (!next) {
      return undefined;
    }
    found = next;
  }
  return found;
}

/** What a layer makes of the resources; undefined where that cannot be told. */
function patched(
  before: DeployedResources,
  layer: Kustomization,
  workload: FolderManifest,
  container: { name: string; path: Array<string | number> },
): DeployedResources | undefined {
  if (layer.hasMore) {
    return undefined;
  }
  let resources = before.resources;
  let last: number | undefined;
  for (const patch of patchesOf(layer, workload, '')) {
    const next = patch.operations
      ? withOperations(resources, patch.operations, container)
      : withMerge(resources, patch.merge, container);
    if (next === undefined || (next !== resources && !patch.isCertain)) {
      return undefined;
    }
    if (next !== resources) {
      last = patch.index;
    }
    resources = next;
  }
  const index = last;
  return index === undefined
    ? before
    : {
        ...before,
        resources,
        path: layer.path,
        position: () => layer.positionOf(['patches', index, 'patch']),
      };
}

function withOperations(
  before: Resources,
  operations: Array<{ op?: unknown; path: string; value?: unknown }>,
  container: { path: Array<string | number> },
): Resources | undefined {
  const own = `/${container.path.join('/')}`;
  let resources = before;
  for (const { op, path, value } of operations) {
    if (own === path || own.startsWith(`${path}/`) || path === '') {
      return undefined;
    }
    // An item added or removed before it would give it another place.
    const list = own.replace(/\/\d+$/, '');
    if (op !== 'replace' && new RegExp(`^${list}/[0-9-]+$`).test(path)) {
      return undefined;
    }
    if (path !== `${own}/resources` && !path.startsWith(`${own}/resources/`)) {
      continue;
    }
    if (op !== 'add' && op !== 'replace' && op !== 'remove') {
      return undefined;
    }
    const [kind, resource, ...more] = path
      .slice(`${own}/resources`.length)
      .split('/')
      .slice(1);
    if (more.length > 0) {
      return undefined;
    }
    const given = op === 'remove' ? undefined : value;
    if (kind === undefined) {
      resources = isRecord(given) ? toResources(given) : {};
    } else if (resource === undefined) {
      resources = { ...resources, [kind]: isRecord(given) ? given : {} };
    } else {
      resources = {
        ...resources,
        [kind]: { ...resources[kind], [resource]: given },
      };
    }
  }
  return resources;
}

function withMerge(
  before: Resources,
  merge: Record<string, unknown> | undefined,
  container: { name: string; path: Array<string | number> },
): Resources | undefined {
  if (merge === undefined || JSON.stringify(merge).includes('$patch')) {
    return undefined;
  }
  const list = container.path
    .slice(0, -1)
    .reduce<unknown>(
      (inner, key) => (isRecord(inner) ? inner[key] : undefined),
      merge,
    );
  const own = (Array.isArray(list) ? list : []).find(
    one => isRecord(one) && one.name === container.name,
  );
  if (!isRecord(own) || own.resources === undefined) {
    return before;
  }
  if (!isRecord(own.resources)) {
    return {};
  }
  const resources = { ...before };
  for (const [kind, given] of Object.entries(own.resources)) {
    resources[kind] = isRecord(given) ? { ...resources[kind], ...given } : {};
  }
  return resources;
}

function toResources(value: Record<string, unknown>): Resources {
  return Object.fromEntries(
    Object.entries(value).map(([kind, given]) => [
      kind,
      isRecord(given) ? given : {},
    ]),
  );
}
