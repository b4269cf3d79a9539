import { parseEntityRef } from '@backstage/catalog-model';
import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';

/** What people look for in a service: a word for it, and its values without repetition. */
export interface ServiceFact {
  label: string;
  values: string[];
}

/** Of each fact: a list longer than this is one that nobody reads, and would fill the index. */
const MAX_VALUES = 50;
const MAX_VALUE_LENGTH = 200;

/** Entities may come from anywhere, so anything that is not text is skipped. */
function texts(values: unknown[]): string[] {
  const found = values.filter(
    (value): value is string =>
      typeof value === 'string' &&
      value.trim() !== '' &&
      value.length <= MAX_VALUE_LENGTH,
  );
  return [...new Set(found)].slice(0, MAX_VALUES);
}

function list(value: unknown): Array<Record<string, unknown>> {
  return Array.isArray(value)
    ? value.filter(item => typeof item === 'object' && item !== null)
    : [];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Names of the entities of a kind among some references. */
function namesOf(kind: string, refs: unknown): string[] {
  return texts(Array.isArray(refs) ? refs : []).flatMap(ref => {
    try {
      const parsed = parseEntityRef(ref, { defaultKind: 'component' });
      return parsed.kind.toLocaleLowerCase('en-US') === kind
        ? [parsed.name]
        : [];
    } catch {
      return [];
    }
  });
}

function teamOf(owner: unknown): string[] {
  try {
    return typeof owner === 'string'
      ? [parseEntityRef(owner, { defaultKind: 'group' }).name]
      : [];
  } catch {
    return [];
  }
}

/** The facts of a service that search goes by, in the order in which a result shows them; only those that it has. */
export function serviceFacts({ spec }: ServiceEntity): ServiceFact[] {
  const environments = list(spec.environments);
  const contact = record(spec.contact);
  const { aliases } = record(spec);
  const images = list(spec.releases).flatMap(({ images: of }) =>
    Array.isArray(of) ? of : [],
  );
  const facts: Array<[label: string, values: unknown[]]> = [
    [
      'Team',
      [
        ...teamOf(spec.owner),
        contact.team,
        contact.slack,
        contact.email,
        contact.oncall,
      ],
    ],
    ['Layer', [spec.layer]],
    ['Category', [spec.category]],
    ['Environments', environments.map(({ name }) => name)],
    ['Clusters', environments.map(({ cluster }) => cluster)],
    ['Namespaces', environments.map(({ namespace }) => namespace)],
    ['Dependencies', namesOf('component', spec.dependsOn)],
    ['Images', images],
    ['Also called', Array.isArray(aliases) ? aliases : []],
  ];
  return facts
    .map(([label, values]) => ({ label, values: texts(values) }))
    .filter(({ values }) => values.length > 0);
}
