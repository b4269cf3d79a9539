import { resolve } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';
import { OPERATIONS } from '../operations';
import type { Schema } from '../Operation';

const ROOT = resolve(__dirname, '../../../../..');

/** Names of the types that something refers to. */
function namesIn(value: unknown): string[] {
  const text = JSON.stringify(value);
  return [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name]) => name,
  );
}

/** Names of types that operations name, as a shape or by a reference. */
function typesOf(): string[] {
  const shapes = OPERATIONS.flatMap(({ query, body, answers }) => [
    query,
    body?.shape,
    ...Object.values(answers),
  ]);
  return [
    ...new Set([
      ...shapes.filter(shape => typeof shape === 'string'),
      ...namesIn(shapes),
    ]),
  ].sort();
}

/** JSON Schemas of all types of delivery-common that the operations name, and of those that these name. */
export function generateSchemas(): Record<string, Schema> {
  const generator = createGenerator({
    path: resolve(ROOT, 'plugins/delivery-common/src/index.ts'),
    tsconfig: resolve(ROOT, 'tsconfig.json'),
    type: '*',
    expose: 'export',
    jsDoc: 'basic',
    skipTypeCheck: true,
    additionalProperties: true,
    topRef: false,
    sortProps: true,
  });
  const schemas: Record<string, Schema> = {};
  for (const type of typesOf()) {
    const { definitions, $schema, ...schema } = generator.createSchema(type);
    Object.assign(schemas, definitions, { [type]: schema });
  }
  return JSON.parse(
    JSON.stringify(
      Object.fromEntries(
        Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    ).replaceAll('#/definitions/', '#/components/schemas/'),
  );
}
