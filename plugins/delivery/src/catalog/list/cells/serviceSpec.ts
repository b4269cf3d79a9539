import type { Entity } from '@backstage/catalog-model';

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(record) : [];
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/**
 * What the list shows of a service. Anybody may register a Component, so nothing is taken for granted.
 */
export function serviceSpec({ spec }: Entity): {
  environments: string[];
  /** In percent. */
  availability?: number;
  /** In milliseconds. */
  latency?: number;
  errors: number;
  warnings: number;
} {
  const sla = record(spec?.sla);
  const severities = list(spec?.problems).map(({ severity }) => severity);
  return {
    environments: list(spec?.environments).flatMap(({ name }) =>
      typeof name === 'string' ? [name] : [],
    ),
    availability: number(record(sla.availability).percent),
    latency: number(record(sla.latency).milliseconds),
    errors: severities.filter(one => one === 'error').length,
    warnings: severities.filter(one => one === 'warning').length,
  };
}
