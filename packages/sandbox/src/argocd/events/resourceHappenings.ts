import { canBePulled, canBeScheduled } from '../brokenImage';
import { NO_NODE, nodeOf } from '../podState';
import type { TreeNode } from '../TreeNode';
import type { Happening } from './KubeEvent';

const REPEAT_MS = 15_000;
const LONGEST_MS = 3_600_000;

interface NodeHappening {
  node: TreeNode;
  happening: Happening;
}

/** What a cluster tells when the resources of an application were as `before` and are as `after`. */
export function resourceHappenings(
  before: TreeNode[],
  after: TreeNode[],
): NodeHappening[] {
  const former = new Map(before.map(node => [node.uid, node]));
  const present = new Set(after.map(({ uid }) => uid));
  const gone = before.filter(({ uid }) => !present.has(uid));
  return [
    ...after.flatMap(node => {
      const known = former.get(node.uid);
      return known ? changedNode(known, node) : newNode(node, after);
    }),
    ...gone.flatMap(node => goneNode(node, after)),
  ];
}

function newNode(node: TreeNode, all: TreeNode[]): NodeHappening[] {
  if (node.kind === 'Pod') {
    const controller = ownerOf(node, all);
    return [
      ...(controller
        ? [
            {
              node: controller,
              happening: {
                reason: 'SuccessfulCreate',
                message: `Created pod: ${node.name}`,
                component: `${controller.kind.toLowerCase()}-controller`,
              },
            },
          ]
        : []),
      ...podStart(node).map(happening => ({ node, happening })),
    ];
  }
  return node.kind === 'ReplicaSet' ? scaled(node, all, 'up', 1) : [];
}

function goneNode(node: TreeNode, all: TreeNode[]): NodeHappening[] {
  if (node.kind === 'Pod') {
    const controller = ownerOf(node, all);
    return controller
      ? [
          {
            node: controller,
            happening: {
              reason: 'SuccessfulDelete',
              message: `Deleted pod: ${node.name}`,
              component: `${controller.kind.toLowerCase()}-controller`,
            },
          },
        ]
      : [];
  }
  return node.kind === 'ReplicaSet' ? scaled(node, all, 'down', 0) : [];
}

function scaled(
  set: TreeNode,
  all: TreeNode[],
  way: 'up' | 'down',
  count: number,
): NodeHappening[] {
  const deployment = ownerOf(set, all);
  return deployment?.kind === 'Deployment'
    ? [
        {
          node: deployment,
          happening: {
            reason: 'ScalingReplicaSet',
            message: `Scaled ${way} replica set ${set.name} to ${count}`,
            component: 'deployment-controller',
          },
        },
      ]
    : [];
}

function changedNode(before: TreeNode, after: TreeNode): NodeHappening[] {
  const { status, message } = after.health ?? {};
  if (after.kind !== 'Rollout' || before.health?.status === status) {
    return [];
  }
  const happening = (reason: string, text: string, warns = false) => [
    {
      node: after,
      happening: {
        reason,
        message: text,
        ...(warns ? { type: 'Warning' as const } : {}),
        component: 'rollouts-controller',
      },
    },
  ];
  switch (status) {
    case 'Suspended':
      return happening('RolloutPaused', `Rollout is paused (${message})`);
    case 'Degraded':
      return happening(
        'RolloutAborted',
        message?.replace(/^RolloutAborted: /, '') ?? 'Rollout aborted',
        true,
      );
    case 'Healthy':
      return happening(
        'RolloutCompleted',
        'Rollout completed update: Completed all canary steps',
      );
    default:
      return before.health?.status === 'Suspended'
        ? happening('RolloutResumed', 'Rollout is resumed')
        : happening('RolloutUpdated', 'Rollout updated to a new revision');
  }
}

function podStart(pod: TreeNode): Happening[] {
  const images = pod.images ?? [];
  if (!images.every(canBeScheduled)) {
    return [
      {
        reason: 'FailedScheduling',
        message: NO_NODE,
        type: 'Warning',
        component: 'default-scheduler',
      },
    ];
  }
  const on = nodeOf(pod.name);
  const kubelet = (reason: string, message: string): Happening => ({
    reason,
    message,
    component: 'kubelet',
  });
  return [
    {
      reason: 'Scheduled',
      message: `Successfully assigned ${pod.namespace}/${pod.name} to ${on}`,
      component: 'default-scheduler',
    },
    ...images.flatMap(image => [
      kubelet('Pulling', `Pulling image "${image}"`),
      ...(canBePulled(image)
        ? [
            kubelet('Pulled', `Successfully pulled image "${image}"`),
            kubelet('Created', 'Container created'),
            kubelet('Started', 'Container started'),
          ]
        : [
            {
              ...kubelet(
                'Failed',
                `Failed to pull image "${image}": rpc error: code = NotFound desc = failed to pull and unpack image "${image}": not found`,
              ),
              type: 'Warning' as const,
            },
            {
              ...kubelet('Failed', 'Error: ErrImagePull'),
              type: 'Warning' as const,
            },
          ]),
    ]),
  ];
}

/** What a pod that does not start tells again and again, with its first and latest time up to now. */
export function repeatedOf(
  pod: TreeNode,
  now: Date,
): Array<{ happening: Happening; first: Date; latest: Date; count: number }> {
  const reason = pod.info?.find(({ name }) => name === 'Status Reason')?.value;
  const latest = new Date(Math.floor(now.getTime() / REPEAT_MS) * REPEAT_MS);
  const since = Math.max(
    Date.parse(pod.createdAt ?? '') || 0,
    now.getTime() - LONGEST_MS,
  );
  const first = new Date(Math.min(since, latest.getTime()));
  const count = 1 + Math.floor((latest.getTime() - since) / REPEAT_MS);
  const warn = (messages: Array<[string, string]>) =>
    messages.map(([of, message]) => ({
      happening: {
        reason: of,
        message,
        type: 'Warning' as const,
        component: 'kubelet',
      },
      first,
      latest,
      count: Math.max(1, count),
    }));
  switch (pod.kind === 'Pod' ? reason : undefined) {
    case 'CrashLoopBackOff':
      return warn([
        [
          'Unhealthy',
          'Readiness probe failed: dial tcp: connect: connection refused',
        ],
        [
          'BackOff',
          `Back-off restarting failed container in pod ${pod.name}_${pod.namespace}(${pod.uid})`,
        ],
      ]);
    case 'ImagePullBackOff': {
      const image = pod.images?.find(each => !canBePulled(each));
      return warn([
        ['BackOff', `Back-off pulling image "${image}"`],
        ['Failed', 'Error: ImagePullBackOff'],
      ]);
    }
    default:
      return [];
  }
}

function ownerOf(node: TreeNode, all: TreeNode[]): TreeNode | undefined {
  const [parent] = node.parentRefs ?? [];
  return (
    parent &&
    all.find(
      ({ kind, name, namespace }) =>
        kind === parent.kind &&
        name === parent.name &&
        namespace === parent.namespace,
    )
  );
}
