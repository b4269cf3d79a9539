import { inWords, listOf, recordOf, type RightContext, textOf } from './Right';

const NAME_LABEL = 'kubernetes.io/metadata.name';

/**
 * Who may talk to whom by a NetworkPolicy in a namespace, a sentence for each of its rules.
 *
 * @internal
 */
export function networkRights(
  name: string,
  spec: Record<string, unknown>,
  namespace: string,
  { mark }: RightContext,
): string[] {
  const own = podsInWords(spec.podSelector, mark);
  const pods = `${own.replace(/^[ap]/, first =>
    first.toLocaleUpperCase('en-US'),
  )} in ${namespace}`;
  const policy = `(network policy ${mark(name)})`;
  const types = spec.policyTypes
    ? listOf(spec.policyTypes)
    : ['Ingress', ...(spec.egress === undefined ? [] : ['Egress'])];
  const sentences = (
    type: string,
    rules: unknown,
    peers: string,
    words: { some: string; none: string },
  ) => {
    if (!types.includes(type)) {
      return [];
    }
    return listOf(rules).length === 0
      ? [
          `${pods} ${words.none} unless another network policy says so ${policy}`,
        ]
      : listOf(rules).map(rule => {
          const { ports } = recordOf(rule);
          return `${pods} ${words.some} ${peersInWords(
            recordOf(rule)[peers],
            mark,
          )}${portsInWords(ports, mark)} ${policy}`;
        });
  };
  return [
    ...sentences('Ingress', spec.ingress, 'from', {
      some: 'may be reached from',
      none: 'may be reached by nobody',
    }),
    ...sentences('Egress', spec.egress, 'to', {
      some: 'may connect to',
      none: 'may connect to nothing',
    }),
  ];
}

function peersInWords(peers: unknown, mark: (text: string) => string): string {
  const all = listOf(peers).map(peer => {
    const { ipBlock, namespaceSelector, podSelector } = recordOf(peer);
    if (ipBlock !== undefined) {
      const { cidr, except } = recordOf(ipBlock);
      const but = listOf(except).map(textOf);
      return `addresses in ${mark(textOf(cidr))}${
        but.length > 0 ? ` but ${inWords(but, mark)}` : ''
      }`;
    }
    const pods = podsInWords(podSelector, mark);
    if (namespaceSelector === undefined) {
      return `${pods} of the same namespace`;
    }
    const namespaces = namespacesInWords(namespaceSelector, mark);
    return podSelector === undefined ? namespaces : `${pods} in ${namespaces}`;
  });
  return all.length === 0 ? 'everywhere' : all.join(', ');
}

function portsInWords(ports: unknown, mark: (text: string) => string): string {
  const all = listOf(ports).map(port => {
    const { protocol = 'TCP', port: from, endPort } = recordOf(port);
    return [
      textOf(protocol),
      ...(from === undefined ? [] : [textOf(from)]),
      ...(endPort === undefined ? [] : ['to', textOf(endPort)]),
    ].join(' ');
  });
  return all.length === 0 ? '' : ` at ${inWords(all, mark)}`;
}

function podsInWords(
  selector: unknown,
  mark: (text: string) => string,
): string {
  const labels = labelsOf(selector);
  return labels.length === 0
    ? 'all pods'
    : `pods with ${inWords(labels, mark)}`;
}

function namespacesInWords(
  selector: unknown,
  mark: (text: string) => string,
): string {
  const { matchLabels, matchExpressions } = recordOf(selector);
  const labels = recordOf(matchLabels);
  const [expression, ...more] = listOf(matchExpressions).map(recordOf);
  if (Object.keys(labels).join() === NAME_LABEL && !expression) {
    return `namespace ${mark(textOf(labels[NAME_LABEL]))}`;
  }
  if (
    Object.keys(labels).length === 0 &&
    expression?.key === NAME_LABEL &&
    expression.operator === 'In' &&
    more.length === 0
  ) {
    const names = listOf(expression.values).map(textOf);
    return `${names.length === 1 ? 'namespace' : 'namespaces'} ${inWords(
      names,
      mark,
    )}`;
  }
  const all = labelsOf(selector);
  return all.length === 0
    ? 'every namespace'
    : `namespaces with ${inWords(all, mark)}`;
}

function labelsOf(selector: unknown): string[] {
  const { matchLabels, matchExpressions } = recordOf(selector);
  return [
    ...Object.entries(recordOf(matchLabels)).map(
      ([key, value]) => `${key}=${textOf(value)}`,
    ),
    ...listOf(matchExpressions).map(expression => {
      const { key, operator, values } = recordOf(expression);
      return [key, operator, ...listOf(values)].map(textOf).join(' ');
    }),
  ];
}
