/** Of a ReplicaSet with so many pods ready, in the words of Argo CD's check. */
export function replicaSetHealth(ready: number, wanted: number) {
  return ready < wanted
    ? {
        status: 'Progressing',
        message: `Waiting for rollout to finish: ${ready} out of ${wanted} new replicas are available...`,
      }
    : { status: 'Healthy' };
}
