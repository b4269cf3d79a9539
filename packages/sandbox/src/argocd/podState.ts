import { createHash } from 'node:crypto';
import { canBePulled, canBeScheduled } from './brokenImage';

const NODES = 3;

/** Why a pod has no node, in the words of the scheduler. */
export const NO_NODE = `0/${NODES} nodes are available: ${NODES} Insufficient cpu. preemption: 0/${NODES} nodes are available: ${NODES} No preemption victims found for incoming pod.`;

/** How often a container that crashes has been started again by the time that its waits are as long as they get. */
export const RESTARTS = 5;

/**
 * What a pod tells of itself, as facts of a node in the resource tree.
 *
 * @param broken - the image that does not start
 * @internal
 */
export function podState(
  broken: string | undefined,
  { name, images }: { name: string; images: string[] },
) {
  if (broken && !canBeScheduled(broken)) {
    return {
      info: [
        { name: 'Status Reason', value: 'Pending' },
        // It has none.
        { name: 'Node' },
        { name: 'Containers', value: `0/${images.length}` },
      ],
      health: { status: 'Progressing' },
    };
  }
  const ready = broken ? images.length - 1 : images.length;
  const info = (reason: string, restarts = 0) => [
    { name: 'Status Reason', value: reason },
    { name: 'Node', value: nodeOf(name) },
    { name: 'Containers', value: `${ready}/${images.length}` },
    // Argo CD leaves it out where there were none.
    ...(restarts > 0
      ? [{ name: 'Restart Count', value: String(restarts) }]
      : []),
  ];
  if (!broken) {
    return { info: info('Running'), health: { status: 'Healthy' } };
  }
  return canBePulled(broken)
    ? {
        info: info('CrashLoopBackOff', RESTARTS),
        health: {
          status: 'Degraded',
          message: 'back-off 5m0s restarting failed container',
        },
      }
    : {
        info: info('ImagePullBackOff'),
        health: {
          status: 'Degraded',
          message: `Back-off pulling image "${broken}": manifest unknown`,
        },
      };
}

/** Of a pod that has a node, and whose containers are not started yet. */
export function startingPodState({
  name,
  images,
}: {
  name: string;
  images: string[];
}) {
  return {
    info: [
      { name: 'Status Reason', value: 'Pending' },
      { name: 'Node', value: nodeOf(name) },
      { name: 'Containers', value: `0/${images.length}` },
    ],
    health: { status: 'Progressing' },
  };
}

/** The node of the cluster that a pod runs on, always the same for its name. */
export function nodeOf(podName: string): string {
  const [byte] = createHash('sha256').update(podName).digest();
  return `node-${(byte % NODES) + 1}`;
}
