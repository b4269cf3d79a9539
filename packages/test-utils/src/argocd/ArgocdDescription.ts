import { readFileSync } from 'node:fs';
import {
  ApiDescription,
  Description,
  Operation,
  Schema,
} from '../description/ApiDescription';

interface SwaggerParameter extends Schema {
  name: string;
  in: string;
  required?: boolean;
  schema?: Schema;
}

/** What of Swagger 2.0 Argo CD's description uses. */
interface Swagger {
  paths: Record<
    string,
    Record<
      string,
      {
        parameters?: SwaggerParameter[];
        responses: Record<string, { schema?: Schema }>;
      }
    >
  >;
  definitions: Record<string, Schema>;
}

/** Values of more than one segment: the description does not tell them from others. */
const DEEP = 'subresource';

/** Read before the request reaches what is described: which fields of the answer are wanted. */
const FIELDS = {
  name: 'fields',
  in: 'query',
  schema: { type: 'string' },
};

/** Described as the numbers that protocol buffers have, while the answers have times as text. */
const TIMES: Record<string, Schema> = {
  v1MicroTime: { type: 'string', format: 'date-time' },
};

/**
 * A schema of Argo CD's description as its answers follow it: generated from protocol buffers, it says of nothing that it is
 * required, so that the names are what can be checked. A list that is empty is `null` in Go, and 64-bit numbers are text or not.
 */
function toSchema(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(toSchema);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const schema = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string'
        ? inner.replace('#/definitions/', '#/components/schemas/')
        : toSchema(inner),
    ]),
  );
  if (schema.type === 'object' && schema.properties) {
    return { additionalProperties: false, ...schema };
  }
  if (schema.type === 'array' || schema.format === 'date-time') {
    return { ...schema, type: [schema.type, 'null'] };
  }
  if (schema.format === 'int64') {
    return { type: ['integer', 'string'] };
  }
  return schema;
}

/** Fields of a schema that is embedded in another are its own. */
function withEmbedded(definitions: Swagger['definitions']) {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, { allOf, ...schema }]) => {
      const embedded = ((allOf ?? []) as Array<{ $ref: string }>).map(
        ({ $ref }) => definitions[$ref.replace('#/definitions/', '')],
      );
      return [
        name,
        embedded.length === 0
          ? schema
          : {
              ...schema,
              properties: Object.assign(
                {},
                ...embedded.map(({ properties }) => properties),
                schema.properties,
              ),
            },
      ];
    }),
  );
}

/** What a Swagger 2.0 parameter says of its value. */
function toParameter({
  name,
  in: place,
  required,
  ...schema
}: SwaggerParameter) {
  // Names that are given several times arrive as one here.
  const { items } = schema as { items?: Schema };
  return {
    name,
    in: place,
    required,
    schema: toSchema(items ?? schema) as Schema,
  };
}

function isStream(responses: Record<string, { schema?: Schema }>): boolean {
  const { properties } = responses[200]?.schema ?? {};
  return properties !== undefined && 'result' in properties;
}

function toOperation({
  parameters = [],
  responses,
}: Swagger['paths'][string][string]): Operation {
  const body = parameters.find(each => each.in === 'body');
  const content = (schema: Schema | undefined) => ({
    'application/json': { schema: toSchema(schema ?? {}) as Schema },
  });
  return {
    parameters: [
      ...parameters.filter(each => each !== body).map(toParameter),
      FIELDS,
    ],
    ...(body && {
      requestBody: { required: body.required, content: content(body.schema) },
    }),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, { schema }]) => [
        status,
        // A stream that is refused says so as one that breaks off.
        {
          content: content(
            isStream(responses) ? responses[200].schema : schema,
          ),
        },
      ]),
    ),
  };
}

function toDescription({ paths, definitions }: Swagger): Description {
  return {
    paths: Object.fromEntries(
      Object.entries(paths).map(([path, operations]) => [
        path.replace(`{${DEEP}}`, `{${DEEP}=**}`),
        Object.fromEntries(
          Object.entries(operations).map(([method, operation]) => [
            method,
            toOperation(operation),
          ]),
        ),
      ]),
    ),
    components: {
      schemas: toSchema({ ...withEmbedded(definitions), ...TIMES }),
    },
  };
}

/** Compares exchanges with Argo CD's own description of its API, which is Swagger 2.0. */
export class ArgocdDescription extends ApiDescription {
  constructor(file: string) {
    super(toDescription(JSON.parse(readFileSync(file, 'utf8'))));
  }
}
