import {
  type EnvironmentResources,
  type HealthStatus,
  MAX_RESOURCE_NODES,
  type ResourceNode,
  worstHealth,
} from '@stonegarden/backstage-plugin-delivery-common';
import { withoutAddresses } from '../argocd/client/withoutAddresses';
import { applicationSchema } from '../argocd/readModel/applicationSchema';
import { readTree, type TreeNode } from '../argocd/readModel/readDetails';
import { resourceId, toReference } from './resourceId';

const MAX_MESSAGE = 1_000;
const MAX_FACT = 200;
const MAX_FACTS = 20;
const MAX_IMAGES = 50;
const HEALTH: ReadonlySet<string> = new Set<HealthStatus>([
  'Healthy',
  'Progressing',
  'Suspended',
  'Missing',
  'Degraded',
  'Unknown',
]);
const SYNC: ReadonlySet<string> = new Set(['Synced', 'OutOfSync', 'Unknown']);

type Named = TreeNode & { kind: string; name: string };

interface Managed {
  sync: ResourceNode['sync'];
  requiresPruning: boolean;
}

/** What Argo CD says of each resource that Git names, or named; of Application as its API gives it. */
function readManaged(application: unknown): Map<string, Managed> {
  const parsed = applicationSchema.safeParse(application);
  const { status } = parsed.success ? parsed.data : { status: undefined };
  // While it cannot compare it says `requiresPruning` of everything.
  const isCompared = status?.sync?.status !== 'Unknown';
  return new Map(
    (status?.resources ?? []).flatMap(
      ({ kind, name, hook, requiresPruning, status: sync = '', ...rest }) =>
        kind && name && !hook
          ? [
              [
                resourceId({ ...rest, kind, name }),
                {
                  sync: (SYNC.has(sync)
                    ? sync
                    : 'Unknown') as ResourceNode['sync'],
                  requiresPruning: isCompared && requiresPruning === true,
                },
              ],
            ]
          : [],
    ),
  );
}

function toNode(node: Named, managed: Managed | undefined): ResourceNode {
  const status = node.health?.status;
  const message = node.health?.message;
  const facts = (node.info ?? []).flatMap(({ name, value }) =>
    name && value ? [{ name, value: withoutAddresses(value, MAX_FACT) }] : [],
  );
  return {
    ...toReference(node),
    id: idOf(node),
    parents: [],
    ...(status
      ? {
          health: (HEALTH.has(status) ? status : 'Unknown') as HealthStatus,
        }
      : {}),
    ...(message
      ? { healthMessage: withoutAddresses(message, MAX_MESSAGE) }
      : {}),
    ...(managed ? { sync: managed.sync } : {}),
    ...(managed?.requiresPruning ? { requiresPruning: true } : {}),
    facts: facts.slice(0, MAX_FACTS),
    images: (node.images ?? []).slice(0, MAX_IMAGES),
    ...(node.createdAt ? { createdAt: node.createdAt } : {}),
  };
}

/** Those that are not there have no uid. */
function idOf(node: Named): string {
  return node.uid ?? resourceId(node);
}

/** Parents before their children, and among siblings the one with the worst below it first. */
function inOrder(nodes: ResourceNode[]): ResourceNode[] {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const children = new Map<string, ResourceNode[]>();
  for (const node of nodes) {
    for (const parent of node.parents) {
      children.set(parent, [...(children.get(parent) ?? []), node]);
    }
  }
  const ranks = new Map<string, number>();
  const rankOf = (node: ResourceNode): number => {
    const known = ranks.get(node.id);
    if (known !== undefined) {
      return known;
    }
    // A cycle, which no cluster has, ends here.
    ranks.set(node.id, rank(node.health));
    const worst = Math.min(
      rank(node.health),
      ...(children.get(node.id) ?? []).map(rankOf),
    );
    ranks.set(node.id, worst);
    return worst;
  };
  const sorted = (some: ResourceNode[]) =>
    [...some].sort(
      (one, other) =>
        rankOf(one) - rankOf(other) ||
        one.kind.localeCompare(other.kind, 'en-US') ||
        one.name.localeCompare(other.name, 'en-US'),
    );
  const ordered = new Map<string, ResourceNode>();
  const add = (node: ResourceNode): void => {
    const isReady = node.parents.every(
      parent => ordered.has(parent) || !byId.has(parent),
    );
    if (isReady && !ordered.has(node.id)) {
      ordered.set(node.id, node);
      sorted(children.get(node.id) ?? []).forEach(add);
    }
  };
  sorted(nodes.filter(({ parents }) => parents.length === 0)).forEach(add);
  return [...ordered.values(), ...nodes.filter(({ id }) => !ordered.has(id))];
}

const WORST_FIRST: HealthStatus[] = [...(HEALTH as Set<HealthStatus>)].sort(
  (one, other) => (worstHealth([one, other]) === one ? -1 : 1),
);

/** 0 for the worst. What has no health is as good as healthy. */
function rank(health: HealthStatus | undefined): number {
  return WORST_FIRST.indexOf(health ?? 'Healthy');
}

/** Everything that an Application has in its cluster, from Argo CD's resource tree and the Application. */
export function toResources(
  tree: unknown,
  application: unknown,
  asOf: string,
): EnvironmentResources {
  const managed = readManaged(application);
  const named = readTree(tree).filter(
    (node): node is Named => Boolean(node.kind) && Boolean(node.name),
  );
  const nodes = new Map<string, ResourceNode>();
  const ids = new Map<string, string>();
  for (const node of named) {
    const resource = resourceId(node);
    nodes.set(idOf(node), toNode(node, managed.get(resource)));
    ids.set(resource, idOf(node));
  }
  for (const node of named) {
    const parents = (node.parentRefs ?? []).flatMap(
      ({ uid, kind, name, ...rest }) => {
        const id =
          uid && nodes.has(uid)
            ? uid
            : kind && name && ids.get(resourceId({ ...rest, kind, name }));
        return id && id !== idOf(node) ? [id] : [];
      },
    );
    nodes.get(idOf(node))!.parents = [...new Set(parents)];
  }
  const ordered = inOrder([...nodes.values()]);
  return {
    asOf,
    nodes: ordered.slice(0, MAX_RESOURCE_NODES),
    total: ordered.length,
  };
}
