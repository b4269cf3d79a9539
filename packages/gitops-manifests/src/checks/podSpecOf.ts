import type { FolderManifest } from './FolderReader';
import {
  isRecord,
  isText,
  type Kustomization,
  listOf,
} from '../kustomize/Kustomization';
import { patchesOf } from '../kustomize/patchesOf';

/** Where the pods of a kind of workload are described. */
const POD_SPECS: Record<string, string[]> = {
  Pod: ['spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ...Object.fromEntries(
    [
      'Deployment',
      'StatefulSet',
      'DaemonSet',
      'ReplicaSet',
      'Job',
      'Rollout',
    ].map(kind => [kind, ['spec', 'template', 'spec']]),
  ),
};

/**
 * A container of a pod, and where it stands in its manifest.
 *
 * @internal
 */
export interface PodContainer {
  name: string;
  value: Record<string, unknown>;
  path: Array<string | number>;
}

/**
 * The description of the pods that a workload runs.
 *
 * @internal
 */
export interface PodSpec {
  value: Record<string, unknown>;
  path: string[];
  /** Containers first, then those that run before them. */
  containers: PodContainer[];
}

/**
 * The pods that a manifest describes; undefined for one that describes none.
 *
 * @internal
 */
export function podSpecOf({
  kind,
  value,
}: FolderManifest): PodSpec | undefined {
  const path = Object.hasOwn(POD_SPECS, kind) ? POD_SPECS[kind] : undefined;
  const spec = path?.reduce<unknown>(
    (inner, key) => (isRecord(inner) ? inner[key] : undefined),
    value,
  );
  if (!path || !isRecord(spec)) {
    return undefined;
  }
  const containers = ['containers', 'initContainers'].flatMap(key =>
    (listOf(spec[key]) ?? []).flatMap((one, index) =>
      isRecord(one) && isText(one.name)
        ? [{ name: one.name, value: one, path: [...path, key, index] }]
        : [],
    ),
  );
  return { value: spec, path, containers };
}

/** Words in a patch that may change what a pod is allowed to do. */
const SECURITY =
  /securityContext|hostNetwork|hostPID|hostIPC|hostPath|hostPort|hostUsers|sysctls|volumes|ports|\$patch/;

/**
 * Whether patches of an environment may change what the pods of a workload are allowed to do.
 *
 * @internal
 */
export function mayPatchSecurity(
  layers: Kustomization[],
  manifest: FolderManifest,
): boolean {
  return layers.some(
    layer =>
      layer.hasMore ||
      patchesOf(layer, manifest, '').some(({ operations, merge }) =>
        operations
          ? operations.some(
              ({ path }) =>
                SECURITY.test(path) ||
                /^(?:\/spec(?:\/jobTemplate(?:\/spec)?)?(?:\/template(?:\/spec)?)?)?$/.test(
                  path,
                ) ||
                /\/(?:containers|initContainers)(?:\/[0-9-]+)?$/.test(path),
            )
          : merge === undefined || SECURITY.test(JSON.stringify(merge)),
      ),
  );
}
