import { SERVICE_LABELS } from '@stonegarden/service-manifest';
import { networkRights } from './networkRights';
import { projectRights } from './projectRights';
import {
  flatInWords,
  inWords,
  listOf,
  recordOf,
  type RightContext,
  textOf,
} from './Right';

const POD_SECURITY = 'pod-security.kubernetes.io/enforce';

const SUBJECTS = new Set<unknown>(['Group', 'User', 'ServiceAccount']);

/** They run with the rights that the other manifests give, and give none themselves. */
const WITHOUT_RIGHTS = new Set([
  ...['Deployment', 'StatefulSet', 'Rollout', 'AnalysisTemplate'],
  ...['ConfigMap', 'PodDisruptionBudget', 'ServiceAccount', 'Service'],
  ...['Kustomization', 'HorizontalPodAutoscaler'],
]);

/**
 * What a manifest lets whom do, and what it limits, a sentence each. A manifest of another kind than is known here is named,
 * so that somebody looks at it.
 *
 * @internal
 */
export function manifestRights(
  value: Record<string, unknown>,
  context: RightContext,
): string[] {
  const { mark } = context;
  const kind = textOf(value.kind ?? '');
  const metadata = recordOf(value.metadata);
  const spec = recordOf(value.spec);
  const name = textOf(metadata.name ?? '');
  if (WITHOUT_RIGHTS.has(kind)) {
    return [];
  }
  const inPlaces = (
    metadata.namespace === undefined
      ? context.namespaces
      : [textOf(metadata.namespace)]
  ).map(namespace => `namespace ${mark(namespace)}`);
  const places =
    inPlaces.length > 0 ? inPlaces : ['the namespace of its kustomization'];
  switch (kind) {
    case 'Namespace':
      return [namespaceInWords(name, recordOf(metadata.labels), mark)];
    case 'AppProject':
      return projectRights(name, spec, context);
    case 'RoleBinding':
      return places.flatMap(place => bindingRights(value, place, mark));
    case 'ClusterRoleBinding':
      return bindingRights(value, 'every namespace of the cluster', mark);
    case 'Role':
      return places.flatMap(place =>
        listOf(value.rules).map(
          rule =>
            `Role ${mark(name)} in ${place} allows ${ruleInWords(rule, mark)}`,
        ),
      );
    case 'NetworkPolicy':
      return places.flatMap(place => networkRights(name, spec, place, context));
    case 'ResourceQuota':
      return places.map(
        place =>
          `All pods in ${place} together may use at most ${mark(
            flatInWords(spec.hard),
          )} (quota ${mark(name)})`,
      );
    case 'LimitRange':
      return places.flatMap(place =>
        listOf(spec.limits).map(
          limit =>
            `Each container in ${place} has the limits ${mark(
              flatInWords(limit),
            )} (limits ${mark(name)})`,
        ),
      );
    default:
      return places.map(
        place =>
          `${mark(
            `${kind} ${name}`,
          )} counts in ${place}: look at what it allows, nobody has put that into words`,
      );
  }
}

function namespaceInWords(
  name: string,
  labels: Record<string, unknown>,
  mark: (text: string) => string,
): string {
  const team = labels[SERVICE_LABELS.team];
  const environment = labels[SERVICE_LABELS.environment];
  const standard = labels[POD_SECURITY];
  return [
    `There is a namespace ${mark(name)}`,
    ...(team === undefined ? [] : [` of team ${mark(textOf(team))}`]),
    ...(environment === undefined
      ? []
      : [` for environment ${mark(textOf(environment))}`]),
    standard === undefined
      ? ', without a Pod Security Standard'
      : `, with the Pod Security Standard ${mark(textOf(standard))}`,
  ].join('');
}

function bindingRights(
  value: Record<string, unknown>,
  place: string,
  mark: (text: string) => string,
): string[] {
  const role = recordOf(value.roleRef);
  return listOf(value.subjects).map(subject => {
    const { kind, name, namespace } = recordOf(subject);
    const whose =
      namespace === undefined ? '' : ` of namespace ${mark(textOf(namespace))}`;
    return `${SUBJECTS.has(kind) ? kind : mark(textOf(kind))} ${mark(
      textOf(name),
    )}${whose} gets the role ${mark(textOf(role.name))} in ${place}`;
  });
}

function ruleInWords(rule: unknown, mark: (text: string) => string): string {
  const { verbs, apiGroups, resources, resourceNames } = recordOf(rule);
  const words = (value: unknown) => inWords(listOf(value).map(textOf), mark);
  const groups = listOf(apiGroups).filter(group => group !== '');
  return [
    `${words(verbs)} on ${words(resources)}`,
    ...(groups.length > 0 ? [` of ${words(groups)}`] : []),
    ...(resourceNames === undefined ? [] : [` named ${words(resourceNames)}`]),
  ].join('');
}
