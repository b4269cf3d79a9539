import { type Operation, refOf, type Schema } from './Operation';

const PATH_PARAMETERS: Record<string, Schema> = {
  namespace: {
    description: "Namespace of the service's entity in the catalog",
    schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$' },
  },
  name: {
    description: "Name of the service's entity in the catalog",
    schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$' },
  },
  environment: {
    description: 'Name of an environment in its service.yaml',
    schema: {
      type: 'string',
      pattern: '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$',
    },
  },
  id: { schema: { type: 'string', format: 'uuid' } },
};

/** Backstage's own body of an error; some errors say more in fields of their own. */
const ERROR_RESPONSE: Schema = {
  type: 'object',
  properties: {
    error: {
      type: 'object',
      properties: {
        name: { type: 'string' },
        message: {
          type: 'string',
          description: 'What is wrong and what to do, for people',
        },
        reason: {
          ...refOf('Reason'),
          description:
            'The same as a code with its parameters, where it has one',
        },
      },
      required: ['name', 'message'],
      additionalProperties: true,
    },
    request: {
      type: 'object',
      properties: { method: { type: 'string' }, url: { type: 'string' } },
    },
    response: {
      type: 'object',
      properties: { statusCode: { type: 'integer' } },
      required: ['statusCode'],
    },
  },
  required: ['error', 'response'],
};

const EVERY_ERROR: Record<number, string> = {
  400: 'The request is not valid; the message names each field that is wrong.',
  401: 'Nobody is signed in.',
  403: 'The caller lacks a right, or Argo CD refuses; the message says which.',
  404: 'There is no such service or environment, or the caller may not see it.',
  503: 'A server that it needs does not answer, or refuses the portal; the message says which.',
};

/** Every POST's body is read before anything else, also where nothing of it is used. */
const POST_ERRORS: Record<number, string> = {
  413: 'The body is larger than this API reads.',
};

function isSchemaObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Fields of an object, of a type by its name, or of several together. */
function fieldsOf(
  shape: Schema,
  schemas: Record<string, Schema>,
): Array<{ name: string; schema: unknown; required: boolean }> {
  if (typeof shape.$ref === 'string') {
    return fieldsOf(schemas[shape.$ref.split('/').at(-1)!], schemas);
  }
  if (Array.isArray(shape.allOf)) {
    return shape.allOf.flatMap(part => fieldsOf(part, schemas));
  }
  const required = Array.isArray(shape.required) ? shape.required : [];
  return Object.entries(shape.properties ?? {}).map(([name, schema]) => ({
    name,
    schema,
    required: required.includes(name),
  }));
}

function parametersOf(
  { path, query }: Operation,
  schemas: Record<string, Schema>,
): Schema[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    ...PATH_PARAMETERS[name],
    name,
    in: 'path',
    required: true,
  }));
  const inQuery = query
    ? fieldsOf(refOf(query), schemas).map(field => ({ ...field, in: 'query' }))
    : [];
  return [...inPath, ...inQuery];
}

function responsesOf({ method, answers, errors }: Operation): Schema {
  const described = Object.entries(answers).map(([status, shape]) => {
    const description = status === '304' ? 'Unchanged' : 'Done';
    if (shape === undefined) {
      return [status, { description }];
    }
    const content =
      isSchemaObject(shape) && Array.isArray(shape.mediaTypes)
        ? Object.fromEntries(shape.mediaTypes.map(type => [type, {}]))
        : { 'application/json': { schema: refOf(shape as Schema | string) } };
    return [status, { description, content }];
  });
  const failed = Object.entries({
    ...EVERY_ERROR,
    ...(method === 'POST' ? POST_ERRORS : {}),
    ...errors,
  }).map(([status, description]) => [
    status,
    {
      description,
      content: { 'application/json': { schema: refOf('ErrorResponse') } },
    },
  ]);
  return Object.fromEntries([...described, ...failed]);
}

/** Describes operations in OpenAPI 3.1, with the schemas of the types that they name. */
export function createOpenApiDocument(options: {
  operations: readonly Operation[];
  schemas: Record<string, Schema>;
  version: string;
}) {
  const { operations, schemas, version } = options;
  const paths: Record<string, Record<string, Schema>> = {};
  for (const operation of operations) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}');
    const { body, permissions } = operation;
    paths[path] = {
      ...paths[path],
      [operation.method.toLocaleLowerCase('en-US')]: {
        summary: operation.summary,
        ...(permissions
          ? {
              description: `Needs ${permissions
                .map(name => `\`${name}\``)
                .join(' and ')} for the environments that it is about.`,
            }
          : {}),
        parameters: parametersOf(operation, schemas),
        ...(body
          ? {
              requestBody: {
                required: body.required,
                content: { 'application/json': { schema: refOf(body.shape) } },
              },
            }
          : {}),
        responses: responsesOf(operation),
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Stonegarden delivery',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/delivery' }],
    security: [{ backstage: [] }],
    paths,
    components: {
      securitySchemes: { backstage: { type: 'http', scheme: 'bearer' } },
      schemas: { ...schemas, ErrorResponse: ERROR_RESPONSE },
    },
  };
}
