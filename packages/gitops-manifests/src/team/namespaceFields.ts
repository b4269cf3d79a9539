import { SERVICE_LABELS } from '@stonegarden/service-manifest';
import { type Document, Scalar } from 'yaml';
import type { TeamNamespace } from './teamDocuments';
import type { YamlPath } from '../yaml/readYaml';
import { refuseAnchors, scalarsOf, type Splice } from '../yaml/yamlDocuments';
import { scalarText } from '../yaml/yamlText';

/** The label that Kubernetes gives every Namespace: its own name. */
const NAME_LABEL = 'kubernetes.io/metadata.name';
/** What Cilium calls the namespace of a pod in its selectors. */
const POD_NAMESPACE_LABELS = [
  'io.kubernetes.pod.namespace',
  'k8s:io.kubernetes.pod.namespace',
  'any:io.kubernetes.pod.namespace',
];

/**
 * Splices that write the manifest of one namespace for another one. Only fields that name the namespace are changed:
 * `metadata.namespace`; the name of a Namespace and its labels for its own name and its environment; ServiceAccounts of the
 * namespace among the `subjects` of a binding, by kind or as the users and groups that Kubernetes calls them; and selectors of
 * namespaces by name. A team, a group or a label of the same text stays as it is.
 *
 * Throws an Error when the manifest has anchors: what is written once and meant in several places cannot be changed in one.
 *
 * @internal
 */
export function renameNamespace(
  document: Document.Parsed,
  from: string,
  place: TeamNamespace,
): Splice[] {
  refuseAnchors(document.contents);
  return scalarsOf(document.contents).flatMap(({ path, node }) => {
    const text =
      typeof node.value === 'string'
        ? renamed(path, node.value, document, { from, place })
        : undefined;
    if (text === undefined || !node.range) {
      return [];
    }
    const [start, end] = node.range;
    if (
      node.type === Scalar.BLOCK_FOLDED ||
      node.type === Scalar.BLOCK_LITERAL
    ) {
      throw new Error(`${path.join('.')} must be written on one line`);
    }
    return [{ start, end, text: scalarText(text, node.type) }];
  });
}

/** What takes the place of a scalar; undefined when it does not name the namespace. */
function renamed(
  path: YamlPath,
  value: string,
  document: Document.Parsed,
  { from, place }: { from: string; place: TeamNamespace },
): string | undefined {
  const whole = value === from ? place.namespace : undefined;
  const isNamespace = document.get('kind') === 'Namespace';
  if (isAt(path, 'metadata', 'namespace')) {
    return whole;
  }
  if (
    isAt(path, 'metadata', 'name') ||
    isAt(path, 'metadata', 'labels', NAME_LABEL)
  ) {
    return isNamespace ? whole : undefined;
  }
  if (isAt(path, 'metadata', 'labels', SERVICE_LABELS.environment)) {
    return isNamespace ? place.environment : undefined;
  }
  if (path.length === 3 && path[0] === 'subjects') {
    const kind = document.getIn([...path.slice(0, -1), 'kind']);
    if (path[2] === 'name') {
      return renamedSubject(kind, value, from, place.namespace);
    }
    return path[2] === 'namespace' && kind === 'ServiceAccount'
      ? whole
      : undefined;
  }
  return selectsByName(path, document) ? whole : undefined;
}

function isAt(path: YamlPath, ...place: string[]): boolean {
  return (
    path.length === place.length &&
    path.every((part, index) => part === place[index])
  );
}

/** ServiceAccounts as the users and groups they are to Kubernetes. */
function renamedSubject(
  kind: unknown,
  name: string,
  from: string,
  to: string,
): string | undefined {
  if (kind === 'Group' && name === `system:serviceaccounts:${from}`) {
    return `system:serviceaccounts:${to}`;
  }
  const account = `system:serviceaccount:${from}:`;
  return kind === 'User' && name.startsWith(account)
    ? `system:serviceaccount:${to}:${name.slice(account.length)}`
    : undefined;
}

function selectsByName(path: YamlPath, document: Document.Parsed): boolean {
  const expressions = path.lastIndexOf('matchExpressions');
  const isExpression =
    path.length === expressions + 4 && path[expressions + 2] === 'values';
  const isLabel = path.at(-2) === 'matchLabels';
  if (path[0] !== 'spec' || (!isExpression && !isLabel)) {
    return false;
  }
  const label = isExpression
    ? document.getIn([...path.slice(0, expressions + 2), 'key'])
    : path.at(-1);
  const selector = path[(isExpression ? expressions : path.length - 2) - 1];
  return (
    (selector === 'namespaceSelector' && label === NAME_LABEL) ||
    POD_NAMESPACE_LABELS.some(one => one === label)
  );
}
