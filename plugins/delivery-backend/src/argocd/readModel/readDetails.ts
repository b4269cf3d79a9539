import { z } from 'zod';
import type { CanaryStatus } from '@stonegarden/backstage-plugin-delivery-common';
import type { ResourceKey } from '../client/ArgocdApi';
import { withoutAddresses } from '../client/withoutAddresses';
import { causeOf } from './causeOf';
import { readRollout } from './readRollout';
import type { Rollout } from './rolloutSchema';

/** What only the resource tree of an Application and its Rollout tell. */
export interface ApplicationDetails {
  /** Version of the Application that was looked at. */
  resourceVersion?: string;
  /** What the resource behind the health says, and the pod below it. */
  cause?: { detail?: string; pod?: { name: string; detail: string } };
  /** Images that run as stable; undefined while two versions run and nothing tells which is which. */
  stableImages?: string[];
  canary?: Omit<CanaryStatus, 'release'> & { images: string[] };
}

const MAX_DETAIL = 500;
const text = z.string().optional().catch(undefined);
const reference = z.object({
  group: text,
  kind: text,
  name: text,
  namespace: text,
  uid: text,
});
const node = reference.extend({
  version: text,
  createdAt: text,
  parentRefs: z.array(reference).nullish().catch(undefined),
  images: z.array(z.string()).nullish().catch(undefined),
  info: z
    .array(z.object({ name: text, value: text }))
    .nullish()
    .catch(undefined),
  health: z.object({ status: text, message: text }).nullish().catch(undefined),
});
const treeSchema = z.object({ nodes: z.array(node).nullish() });
/** A node of a resource tree. */
export type TreeNode = z.infer<typeof node>;
type Node = TreeNode;
type Reference = z.infer<typeof reference>;

/** The nodes of a resource tree; none when it is not one. */
export function readTree(value: unknown): Node[] {
  const parsed = treeSchema.safeParse(value);
  return parsed.success ? parsed.data.nodes ?? [] : [];
}

/** The one Rollout of a tree; undefined when it has none, or several, of which nothing says which is the service's. */
export function rolloutOf(nodes: Node[]): ResourceKey | undefined {
  const rollouts = rolloutsOf(nodes);
  return rollouts.length === 1 ? rollouts[0] : undefined;
}

/** All Rollouts of a tree. */
export function rolloutsOf(nodes: Node[]): ResourceKey[] {
  return nodes.flatMap(({ group, kind, name, namespace = '', version }) =>
    group === 'argoproj.io' && kind === 'Rollout' && name
      ? [{ group, version: version ?? 'v1alpha1', kind, namespace, name }]
      : [],
  );
}

/** Whether a node belongs to another. */
export function isChild(
  { parentRefs }: Node,
  { kind, name }: Reference,
): boolean {
  return (parentRefs ?? []).some(
    parent => parent.kind === kind && parent.name === name,
  );
}

/** Pods below a node. */
export function podsBelow(nodes: Node[], parent: Reference, depth = 3): Node[] {
  return nodes
    .filter(each => isChild(each, parent))
    .flatMap(each =>
      each.kind === 'Pod' || depth === 0
        ? [each]
        : podsBelow(nodes, each, depth - 1),
    )
    .filter(({ kind }) => kind === 'Pod');
}

/** Images of all pods below a node. */
export function imagesBelow(nodes: Node[], parent: Reference): string[] {
  return podsBelow(nodes, parent).flatMap(({ images }) => images ?? []);
}

/** Why the resource that Argo CD names is as healthy as it is, by itself and by the worst of its pods. */
export function readCause(
  nodes: Node[],
  healthMessage: string | undefined,
): ApplicationDetails['cause'] {
  const named = causeOf(healthMessage);
  const resource =
    named &&
    nodes.find(({ kind, name }) => kind === named.kind && name === named.name);
  if (!resource) {
    return undefined;
  }
  const troubled = podsBelow(nodes, resource)
    .map(pod => ({ name: pod.name ?? '', detail: podDetail(pod), pod }))
    .filter(({ pod }) => pod.health?.status !== 'Healthy')
    .sort(
      (one, other) =>
        Number(other.pod.health?.status === 'Degraded') -
        Number(one.pod.health?.status === 'Degraded'),
    );
  const worst = troubled.find(({ detail }) => detail);
  const detail = resource.health?.message;
  return {
    ...(detail ? { detail: withoutAddresses(detail, MAX_DETAIL) } : {}),
    ...(worst?.detail
      ? {
          pod: {
            name: worst.name,
            detail: withoutAddresses(worst.detail, MAX_DETAIL),
          },
        }
      : {}),
  };
}

function podDetail({ health, info }: Node): string | undefined {
  return (
    health?.message ||
    info?.find(({ name }) => name === 'Status Reason')?.value ||
    undefined
  );
}

/**
 * Tells the versions of one image apart that run side by side. `rollout` is Argo CD's answer about the Rollout, where there is
 * one: only it says which ReplicaSet is the stable one, never an order.
 */
export function readVersions(
  nodes: Node[],
  images: string[],
  rollout: { key: ResourceKey; answer: unknown } | undefined,
): Pick<ApplicationDetails, 'stableImages' | 'canary'> {
  if (!rollout) {
    const listed = new Set(nodes.flatMap(each => each.images ?? []));
    return images.every(each => listed.has(each)) && !isReplacing(nodes)
      ? { stableImages: images }
      : {};
  }
  const { spec, status } = readRollout(rollout.answer) ?? {};
  if (!status?.stableRS) {
    return {};
  }
  const sets = nodes.filter(
    each => each.kind === 'ReplicaSet' && isChild(each, rollout.key),
  );
  const named = (hash: string | undefined) =>
    sets.find(({ name }) => name === `${rollout.key.name}-${hash}`);
  const stable = named(status.stableRS);
  const stableOnes = new Set(stable && imagesBelow(nodes, stable));
  if (stableOnes.size === 0) {
    return {};
  }
  const others = new Set(
    sets
      .filter(set => set !== stable)
      .flatMap(set => imagesBelow(nodes, set))
      .filter(image => !stableOnes.has(image)),
  );
  const stableImages = images.filter(image => !others.has(image));
  const current = named(status.currentPodHash);
  const canaryImages =
    current && current !== stable ? imagesBelow(nodes, current) : [];
  return {
    stableImages,
    ...(canaryImages.length > 0
      ? {
          canary: {
            images: [...new Set(canaryImages)],
            ...canaryProgress(spec, status),
          },
        }
      : {}),
  };
}

/** The images of each version of a workload: a Deployment has a ReplicaSet for each, the others have the pods themselves. */
function versionsOf(workload: Node, nodes: Node[]): string[][] {
  switch (workload.kind) {
    case 'Deployment':
      return nodes
        .filter(each => each.kind === 'ReplicaSet' && isChild(each, workload))
        .map(set => imagesBelow(nodes, set));
    case 'StatefulSet':
    case 'DaemonSet':
      return podsBelow(nodes, workload).map(({ images }) => images ?? []);
    default:
      return [];
  }
}

/** Whether a workload has pods of several of its versions, with different images. */
function isReplacing(nodes: Node[]): boolean {
  return nodes.some(workload => {
    const versions = versionsOf(workload, nodes)
      .map(images => [...new Set(images)].sort().join())
      .filter(Boolean);
    return new Set(versions).size > 1;
  });
}

function canaryProgress(
  spec: Rollout['spec'],
  status: NonNullable<Rollout['status']>,
): Omit<NonNullable<ApplicationDetails['canary']>, 'images'> {
  const { currentStepIndex: step, currentPodHash: podHash } = status;
  const version = podHash === undefined ? {} : { podHash };
  if (status.abort) {
    return { state: 'aborted', weight: 0, ...version };
  }
  const weight = (spec?.strategy?.canary?.steps ?? [])
    .slice(0, (step ?? 0) + 1)
    .findLast(({ setWeight }) => setWeight !== undefined)?.setWeight;
  return {
    state: status.pauseConditions?.length ? 'paused' : 'progressing',
    ...(weight === undefined ? {} : { weight }),
    ...(step === undefined ? {} : { step }),
    ...version,
  };
}
