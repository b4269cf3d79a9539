import type { ApplicationRecord } from './Application';
import { canBePulled, canBeScheduled } from './brokenImage';
import { containersOf } from './podContainers';
import { NO_NODE, RESTARTS, nodeOf } from './podState';
import type { TreeNode } from './TreeNode';

const PENDING = {
  phase: 'Pending',
  conditions: [
    {
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message: NO_NODE,
    },
  ],
};

/**
 * A pod as the cluster has it.
 *
 * @internal
 */
export function podManifest(record: ApplicationRecord, pod: TreeNode) {
  const { name, namespace, uid, resourceVersion, createdAt } = pod;
  const containers = containersOf(record, pod);
  const isReady = containers.every(({ isBroken }) => !isBroken);
  const isScheduled = containers.every(({ image }) => canBeScheduled(image));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      uid,
      resourceVersion,
      creationTimestamp: createdAt,
      ownerReferences: (pod.parentRefs ?? []).map(parent => ({
        apiVersion: parent.group
          ? `${parent.group}/${parent.version}`
          : parent.version,
        kind: parent.kind,
        name: parent.name,
        controller: true,
      })),
    },
    spec: {
      containers: containers.map(each => ({
        name: each.name,
        image: each.image,
      })),
      ...(isScheduled ? { nodeName: nodeOf(name) } : {}),
      restartPolicy: 'Always',
    },
    status: !isScheduled
      ? PENDING
      : {
          phase: containers.some(
            ({ image, isBroken }) => isBroken && !canBePulled(image),
          )
            ? 'Pending'
            : 'Running',
          conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }],
          startTime: createdAt,
          containerStatuses: containers.map(each => ({
            name: each.name,
            image: each.image,
            ready: !each.isBroken,
            started: !each.isBroken,
            ...stateOf(each, createdAt),
          })),
        },
  };
}

function stateOf(
  { image, isBroken }: { image: string; isBroken: boolean },
  startedAt: string | undefined,
) {
  if (!isBroken) {
    return { restartCount: 0, state: { running: { startedAt } } };
  }
  return canBePulled(image)
    ? {
        restartCount: RESTARTS,
        state: {
          waiting: {
            reason: 'CrashLoopBackOff',
            message: 'back-off 5m0s restarting failed container',
          },
        },
        lastState: { terminated: { exitCode: 1, reason: 'Error' } },
      }
    : {
        restartCount: 0,
        state: {
          waiting: {
            reason: 'ImagePullBackOff',
            message: `Back-off pulling image "${image}"`,
          },
        },
      };
}
