const POD_TEMPLATE = ['spec', 'template', 'spec'];
/** The kinds of Kubernetes that have pods, which kustomize knows, with the path of the pod. */
const POD_PATHS: Record<string, string[]> = {
  'v1 Pod': ['spec'],
  'v1 PodTemplate': ['template', 'spec'],
  'v1 ReplicationController': POD_TEMPLATE,
  'apps/v1 Deployment': POD_TEMPLATE,
  'apps/v1 StatefulSet': POD_TEMPLATE,
  'apps/v1 DaemonSet': POD_TEMPLATE,
  'apps/v1 ReplicaSet': POD_TEMPLATE,
  'batch/v1 Job': POD_TEMPLATE,
  'batch/v1 CronJob': ['spec', 'jobTemplate', ...POD_TEMPLATE],
};

/**
 * Where a manifest specifies its pods; undefined for a kind that has none, or that kustomize does not know.
 *
 * @internal
 */
export function podPathOf({
  apiVersion,
  kind,
}: Record<string, unknown>): string[] | undefined {
  return POD_PATHS[`${apiVersion} ${kind}`];
}
