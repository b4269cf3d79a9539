import type { Entity } from '@backstage/catalog-model';
import type {
  FilterPredicate,
  FilterPredicateExpression,
} from '@backstage/filter-predicates';
import { SUMMARY_ANNOTATIONS } from '@stonegarden/service-manifest';

/** `asc` starts with the first in the alphabet, the smallest number, the fewest problems. */
export type Direction = 'asc' | 'desc';

/** Some of the list's entities, and the order in which they come. */
export interface Segment {
  /** A predicate of the catalog. */
  query: FilterPredicate;
  field: string;
  direction: Direction;
}

/** An order of services. */
export interface ServiceOrder {
  id:
    | 'name'
    | 'layer'
    | 'category'
    | 'team'
    | 'environments'
    | 'availability'
    | 'latency'
    | 'problems';
  /** What the catalog's filter and the list's address call it. */
  field: `spec.${string}` | `metadata.${string}`;
  /** The direction that people mean when they choose it: the best SLA, the most problems first. */
  direction: Direction;
}

const ANNOTATIONS = 'metadata.annotations.';
const summary = (key: keyof typeof SUMMARY_ANNOTATIONS) =>
  `${ANNOTATIONS}${SUMMARY_ANNOTATIONS[key]}` as const;

/** In the order in which they are offered. */
export const SERVICE_ORDERS: ServiceOrder[] = [
  { id: 'name', field: 'metadata.name', direction: 'asc' },
  { id: 'layer', field: 'spec.layer', direction: 'asc' },
  { id: 'category', field: 'spec.category', direction: 'asc' },
  { id: 'team', field: 'spec.owner', direction: 'asc' },
  { id: 'environments', field: summary('environments'), direction: 'asc' },
  // The catalog orders texts, so these are numbers written with zeros before them.
  {
    id: 'availability',
    field: summary('availabilityOrder'),
    direction: 'desc',
  },
  { id: 'latency', field: summary('latencyOrder'), direction: 'asc' },
  { id: 'problems', field: 'spec.problems', direction: 'desc' },
];

/** The order that a field stands for; undefined for one that is not offered. */
export function orderOfField(field: string): ServiceOrder | undefined {
  return SERVICE_ORDERS.find(order => order.field === field);
}

const SEVERITY = 'spec.problems.severity';
const byName = { field: 'metadata.name', direction: 'asc' } as const;

const hasField = (field: ServiceOrder['field']): FilterPredicate => {
  const expression: FilterPredicateExpression = {};
  expression[field] = { $exists: true };
  return expression;
};

/**
 * An order as parts that follow each other. The catalog leaves out entities that lack the field it orders by, but a service
 * without an SLA belongs in the list: it comes last in both directions. Undefined where one request returns everything.
 */
export function segmentsOf(
  field: string,
  direction: Direction,
): Segment[] | undefined {
  const order = orderOfField(field);
  if (!order || order.id === 'name') {
    return undefined;
  }
  if (order.id === 'problems') {
    const parts: Segment[] = [
      { query: { [SEVERITY]: 'error' }, ...byName },
      {
        query: {
          $all: [{ [SEVERITY]: 'warning' }, { $not: { [SEVERITY]: 'error' } }],
        },
        ...byName,
      },
      { query: { $not: { [SEVERITY]: { $exists: true } } }, ...byName },
    ];
    return direction === 'desc' ? parts : parts.reverse();
  }
  const isThere = hasField(order.field);
  return [
    { query: isThere, field, direction },
    { query: { $not: isThere }, ...byName },
  ];
}

/** What an entity is ordered by, as the catalog compares it. */
export function orderValue(entity: Entity, field: string): string {
  const value = field.startsWith(ANNOTATIONS)
    ? entity.metadata.annotations?.[field.slice(ANNOTATIONS.length)]
    : entity.spec?.[field.replace(/^spec\./, '')];
  return typeof value === 'string' ? value.toLocaleLowerCase('en-US') : '';
}
