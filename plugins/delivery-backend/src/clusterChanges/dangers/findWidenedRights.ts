import {
  createReason,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ObjectDifference } from '../compareObjects';
import { entriesOf, type Fields, fieldsOf, textOf } from '../KubernetesObject';

const GROUP = 'rbac.authorization.k8s.io';

/** One verb on one resource of one group, with the name that it is limited to; `*` is all there are. */
interface Right {
  verb: string;
  group: string;
  resource: string;
  name: string;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}

/** A rule is about resources of groups, or about paths of the API server, which stand in for resources here. */
function rightsOf(role: Fields | undefined): Right[] {
  return entriesOf(role?.rules).flatMap(rule => {
    const names = texts(rule.resourceNames);
    const targets = [
      ...texts(rule.apiGroups).flatMap(group =>
        texts(rule.resources).map(resource => ({ group, resource })),
      ),
      ...texts(rule.nonResourceURLs).map(resource => ({ group: '', resource })),
    ];
    return targets.flatMap(target =>
      texts(rule.verbs).flatMap(verb =>
        (names.length > 0 ? names : ['*']).map(name => ({
          verb,
          ...target,
          name,
        })),
      ),
    );
  });
}

function covers(given: Right, wanted: Right): boolean {
  return (['verb', 'group', 'resource', 'name'] as const).every(
    field => given[field] === '*' || given[field] === wanted[field],
  );
}

function inWords({ verb, group, resource, name }: Right): string {
  return [
    `${verb} ${resource}`,
    ...(group ? [`of ${group}`] : []),
    ...(name === '*' ? [] : [`named ${name}`]),
  ].join(' ');
}

/** Aggregated roles take over the rules of all roles with these labels. */
function aggregationOf(role: Fields | undefined): string[] {
  return entriesOf(fieldsOf(role?.aggregationRule).clusterRoleSelectors).map(
    selector => `all of the roles with ${JSON.stringify(selector)}`,
  );
}

function gainedByRole(before: Fields | undefined, after: Fields): string[] {
  const had = rightsOf(before);
  return [
    ...rightsOf(after)
      .filter(right => !had.some(given => covers(given, right)))
      .map(inWords),
    ...aggregationOf(after).filter(one => !aggregationOf(before).includes(one)),
  ];
}

function gainedByBinding(before: Fields | undefined, after: Fields): string[] {
  const of = (binding: Fields | undefined) =>
    entriesOf(binding?.subjects).map(({ kind, name, namespace }) => {
      const role = textOf(fieldsOf(binding?.roleRef).name);
      const whose = namespace === undefined ? '' : ` of ${textOf(namespace)}`;
      return `${textOf(kind)} ${textOf(name)}${whose} gets ${role}`;
    });
  const had = of(before);
  return of(after).filter(one => !had.includes(one));
}

/** Roles that allow more, and bindings that give a role to more, than before. */
export function findWidenedRights({
  before,
  after,
}: ObjectDifference): Reason[] {
  if (!after || after.reference.group !== GROUP) {
    return [];
  }
  const { kind, name } = after.reference;
  const gained = kind.endsWith('Binding')
    ? gainedByBinding(before?.value, after.value)
    : gainedByRole(before?.value, after.value);
  return gained.length > 0
    ? [
        createReason('RightsWidened', {
          kind,
          name,
          rights: [...new Set(gained)],
        }),
      ]
    : [];
}
