import type { AnalysisRun } from './analysisRuns';
import { brokenImage } from './brokenImage';
import { podState, startingPodState } from './podState';
import { replicaSetHealth } from './replicaSetHealth';
import { Rollout, podCounts } from './Rollout';

/**
 * ReplicaSets and pods of a Rollout, as nodes of a resource tree.
 *
 * @internal
 */
export function rolloutNodes(
  rollout: Rollout,
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
  const { name, namespace, stable, current } = rollout;
  const counts = podCounts(rollout);
  const parent = {
    group: 'argoproj.io',
    version: 'v1alpha1',
    kind: 'Rollout',
    namespace,
    name,
    uid: uidOf('argoproj.io', 'Rollout', namespace, name),
  };
  const versions = [
    { ...current, count: counts.current, starting: 0 },
    ...(stable && stable.hash !== current.hash
      ? [{ ...stable, count: counts.stable, starting: counts.starting }]
      : []),
  ];
  const runs = (rollout.analysisRuns ?? []).map(run => ({
    group: 'argoproj.io',
    version: 'v1alpha1',
    kind: 'AnalysisRun',
    namespace,
    name: run.name,
    uid: uidOf('AnalysisRun', namespace, run.name),
    parentRefs: [parent],
    ...common,
    createdAt: run.startedAt,
    info: [{ name: 'Revision', value: `Rev:${run.revision}` }],
    health: healthOfRun(run),
  }));
  const sets = versions.flatMap(
    ({ hash, images, revision, count, starting }) => {
      const set = {
        group: 'apps',
        version: 'v1',
        kind: 'ReplicaSet',
        namespace,
        name: `${name}-${hash}`,
        uid: uidOf('ReplicaSet', namespace, `${name}-${hash}`),
      };
      const broken = brokenImage(images, crashing);
      return [
        {
          ...set,
          parentRefs: [parent],
          ...common,
          info: [{ name: 'Revision', value: `Rev:${revision}` }],
          health: replicaSetHealth(broken ? 0 : count - starting, count),
        },
        ...Array.from({ length: count }, (_, index) => ({
          version: 'v1',
          kind: 'Pod',
          namespace,
          name: `${set.name}-${index}`,
          uid: uidOf('Pod', namespace, set.name, String(index)),
          parentRefs: [set],
          ...common,
          images,
          ...(index < count - starting
            ? podState(broken, { name: `${set.name}-${index}`, images })
            : startingPodState({ name: `${set.name}-${index}`, images })),
        })),
      ];
    },
  );
  return [...sets, ...runs];
}

/** In the words of Argo CD's check for AnalysisRuns. */
function healthOfRun({ phase, message }: AnalysisRun) {
  switch (phase) {
    case 'Running':
      return { status: 'Progressing', message: 'Analysis run is running' };
    case 'Failed':
      return { status: 'Degraded', ...(message ? { message } : {}) };
    default:
      return { status: 'Healthy', ...(message ? { message } : {}) };
  }
}
