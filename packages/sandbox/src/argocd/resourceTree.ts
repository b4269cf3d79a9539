import { createHash } from 'node:crypto';
import type { ApplicationRecord, LiveResource } from './Application';
import { brokenImage } from './brokenImage';
import { findRollout } from './findRollout';
import { resourceKeyOf } from './liveResources';
import { healthOfRollout } from './Rollout';
import { podState } from './podState';
import { replicaSetHealth } from './replicaSetHealth';
import { rolloutNodes } from './rolloutNodes';
import type { TreeNode } from './TreeNode';

/** Of what has no pods and a health all the same, once it is there. */
const HEALTH_WITHOUT_PODS: Record<string, TreeNode['health']> = {
  '/Service': { status: 'Healthy' },
  '/PersistentVolumeClaim': { status: 'Healthy' },
  'policy/PodDisruptionBudget': {
    status: 'Healthy',
    message: 'PodDisruptionBudget has SufficientPods',
  },
};
/** Of an application some of whose pods are not ready. */
const FEW_PODS = {
  status: 'Healthy',
  message: 'PodDisruptionBudget has InsufficientPods',
};

/**
 * What an application has deployed, as Argo CD's resource tree: a node for each resource of the cluster, and below each
 * workload its pods.
 *
 * @internal
 */
export function resourceTree({
  application,
  deployed,
  rollout,
  ...record
}: ApplicationRecord) {
  const { spec, status } = application;
  const live = deployed?.resources ?? [];
  const crashing = status.health.status === 'Healthy' ? [] : record.crashing;
  const createdAt = status.history?.[0]?.deployedAt;
  const lacksPods = ['Degraded', 'Progressing'].includes(status.health.status);
  const workloadOfRollout = findRollout(
    live,
    spec.destination.namespace,
  )?.workload;
  const nodes = live.flatMap((resource): TreeNode[] => {
    const [version, group = ''] = resource.apiVersion.split('/').reverse();
    const { kind, name, images } = resource;
    const { namespace } = resourceKeyOf(resource, spec.destination);
    const common = {
      resourceVersion: application.metadata.resourceVersion,
      createdAt,
    };
    const uidOf = (...parts: string[]) =>
      createHash('sha256')
        .update([application.metadata.uid, ...parts].join('/'))
        .digest('hex')
        .slice(0, 32);
    const self = {
      ...(group ? { group } : {}),
      version,
      kind,
      ...(namespace ? { namespace } : {}),
      name,
      uid: uidOf(group, kind, namespace ?? '', name),
    };
    const node = { ...self, ...common };
    if (rollout && resource.rollout && name === rollout.name) {
      return [
        {
          ...node,
          info: [
            { name: 'Revision', value: `Rev:${rollout.current.revision}` },
          ],
          health: healthOfRollout(rollout),
        },
        ...rolloutNodes(rollout, { ...common, uidOf, crashing }),
      ];
    }
    if (kind === 'Deployment' && name === workloadOfRollout) {
      // Scaled to nothing: its pods are the Rollout's.
      return [{ ...node, health: { status: 'Healthy' } }];
    }
    if (images.length === 0) {
      const known = HEALTH_WITHOUT_PODS[`${group}/${kind}`];
      const health =
        kind === 'PodDisruptionBudget' && lacksPods ? FEW_PODS : known;
      return [health ? { ...node, health } : node];
    }
    return [
      {
        ...node,
        health: workloadHealth(resource, status.health.status, crashing),
      },
      ...versionsOf(images, status.summary.images ?? []).flatMap(each =>
        podNodes(self, each, { ...common, uidOf, crashing }),
      ),
    ];
  });
  return { nodes };
}

/** Of a workload in an application of this health: only the one that moves, or cannot start, is not Healthy. */
function workloadHealth(
  { kind, name, images }: LiveResource,
  health: string,
  crashing: string[] | undefined,
): { status: string; message?: string } {
  if (health === 'Degraded' && brokenImage(images, crashing)) {
    return {
      status: 'Degraded',
      message: `${kind} "${name}" exceeded its progress deadline`,
    };
  }
  return health === 'Progressing'
    ? {
        status: 'Progressing',
        ...(kind === 'Deployment'
          ? {
              message:
                'Waiting for rollout to finish: 0 out of 1 new replicas have been updated...',
            }
          : {}),
      }
    : {
        status: 'Healthy',
        ...(kind === 'StatefulSet'
          ? {
              message:
                'partitioned roll out complete: 1 new pods have been updated...',
            }
          : {}),
      };
}

/** What a workload runs: its images of now, and beside them those of before that are still listed. */
function versionsOf(images: string[], listed: string[]): string[][] {
  const before = images.map(
    image =>
      listed.find(
        other => other !== image && repositoryOf(other) === repositoryOf(image),
      ) ?? image,
  );
  const isRolling = before.join() !== images.join();
  return isRolling ? [images, before] : [images];
}

function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

/** A pod of a workload, below the ReplicaSet of its version where the workload is a Deployment. */
function podNodes(
  workload: {
    group?: string;
    version: string;
    kind: string;
    namespace?: string;
    name: string;
    uid: string;
  },
  images: string[],
  {
    uidOf,
    crashing,
    ...common
  }: {
    uidOf: (...parts: string[]) => string;
    crashing: string[] | undefined;
    resourceVersion: string;
    createdAt: string | undefined;
  },
) {
  const { namespace = '' } = workload;
  const hash = uidOf(...images).slice(0, 10);
  const set = {
    group: 'apps',
    version: 'v1',
    kind: 'ReplicaSet',
    namespace,
    name: `${workload.name}-${hash}`,
    uid: uidOf('ReplicaSet', namespace, `${workload.name}-${hash}`),
  };
  const isDeployment = workload.kind === 'Deployment';
  const broken = brokenImage(images, crashing);
  const pod = {
    version: 'v1',
    kind: 'Pod',
    namespace,
    name: isDeployment ? `${set.name}-0` : `${workload.name}-0`,
  };
  return [
    ...(isDeployment
      ? [
          {
            ...set,
            parentRefs: [workload],
            ...common,
            health: replicaSetHealth(broken ? 0 : 1, 1),
          },
        ]
      : []),
    {
      ...pod,
      uid: uidOf('Pod', namespace, pod.name),
      parentRefs: [isDeployment ? set : workload],
      ...common,
      images,
      ...podState(broken, { name: pod.name, images }),
    },
  ];
}
