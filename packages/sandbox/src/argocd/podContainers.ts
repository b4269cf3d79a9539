import type { ApplicationRecord } from './Application';
import { brokenImage } from './brokenImage';
import { findRollout } from './findRollout';
import { resourceTree } from './resourceTree';
import type { TreeNode } from './TreeNode';

interface Container {
  name: string;
  image: string;
  /** Whether it does not start. */
  isBroken: boolean;
}

/**
 * The containers of a pod of an application.
 *
 * @internal
 */
export function containersOf(
  record: ApplicationRecord,
  pod: TreeNode,
): Container[] {
  const { application, deployed } = record;
  const live = deployed?.resources ?? [];
  const owner = topOwner(pod, resourceTree(record).nodes);
  const rollout = findRollout(live, application.spec.destination.namespace);
  const template =
    owner?.kind === 'Rollout' && rollout?.workload
      ? { kind: 'Deployment', name: rollout.workload }
      : owner;
  const names = live.find(
    ({ kind, name }) => kind === template?.kind && name === template.name,
  )?.containers;
  const crashing =
    application.status.health.status === 'Healthy' ? [] : record.crashing;
  return (pod.images ?? []).map((image, index) => ({
    name: names?.[index] ?? nameOfImage(image),
    image,
    isBroken: brokenImage([image], crashing) !== undefined,
  }));
}

function topOwner(node: TreeNode, all: TreeNode[]): TreeNode | undefined {
  const [parent] = node.parentRefs ?? [];
  const owner =
    parent &&
    all.find(
      ({ kind, name, namespace }) =>
        kind === parent.kind &&
        name === parent.name &&
        namespace === parent.namespace,
    );
  return owner ? topOwner(owner, all) : node;
}

/** State that was kept before containers were has no names. */
function nameOfImage(image: string): string {
  return image.replace(/[:@].*$/, '').replace(/^.*\//, '');
}
