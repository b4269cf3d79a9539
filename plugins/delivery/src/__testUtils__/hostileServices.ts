import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import fc from 'fast-check';
import { component, serviceEntity } from './delivery';

/** In the title of a test that uses these, so that what failed can be made again. */
export const SEED = Number(process.env.HOSTILE_SEED ?? Date.now() % 1e9);

/** In lower case: the catalog refuses an entity with keys that differ only in their case, so none of these would get into it. */
const any = fc
  .jsonValue({ maxDepth: 2 })
  .map(value => JSON.parse(JSON.stringify(value).toLocaleLowerCase('en-US')));

function part(value: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(value)) {
    return fc.oneof(
      any,
      fc.array(fc.oneof(any, ...value.map(part)), { maxLength: 4 }),
    );
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.fromEntries(
      Object.entries(value).map(([key, of]) => [key, part(of)]),
    );
    return fc.oneof(any, fc.record(fields, { requiredKeys: [] }));
  }
  return fc.oneof(any, fc.constant(value));
}

/** Components as anybody may register them, that look like services and have JSON of any shape in their parts. */
export function hostileServices(count: number): Entity[] {
  const { environments, owner, ...spec } = serviceEntity({
    problems: [
      {
        severity: 'error',
        code: 'dependency-not-found',
        message: 'No.',
        file: 'service.yaml',
        line: 1,
        column: 1,
        docs: 'https://docs.example.com/',
      },
    ],
    monitoring: { enabled: true, dashboards: ['a.json'], alerts: ['b.yaml'] },
    security: { networkPolicies: true, secrets: ['token'] },
    unknownDependencies: ['redis'],
  }).spec;
  const specs = fc.record({
    ...Object.fromEntries(
      Object.entries(spec).map(([key, value]) => [key, part(value)]),
    ),
    environments: fc.array(fc.oneof(any, ...(environments ?? []).map(part)), {
      maxLength: 4,
    }),
    owner: fc.oneof(fc.constant(owner), fc.constant(owner), any),
  });
  return fc.sample(specs, { numRuns: count, seed: SEED }).map((one, index) =>
    component(`hostile-${index}`, one as JsonObject, {
      annotations: serviceEntity().metadata.annotations,
    }),
  );
}
