import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import Ajv, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { createOpenApiDocument } from '../createOpenApiDocument';
import type { Schema } from '../Operation';
import { OPERATIONS } from '../operations';
import schemas from '../schemas.json';

const BASE = '/api/delivery';

/** Nothing may be answered that is not described: clients may rely on more, documents may not. */
function strict(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(strict);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const schema = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, strict(inner)]),
  ) as Schema;
  return schema.type === 'object' &&
    schema.properties &&
    schema.additionalProperties === undefined
    ? { ...schema, additionalProperties: false }
    : schema;
}

interface DescribedOperation {
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}

/** Compares what a server answers below `/api/delivery` with the description of the HTTP API. */
export class DescribedAnswers {
  readonly #ajv = addFormats(
    new Ajv({ strict: false, allErrors: false, discriminator: false }),
  );
  readonly #operations: Array<{
    method: string;
    pattern: RegExp;
    operation: DescribedOperation;
  }>;
  readonly #validators = new Map<Schema, ValidateFunction>();
  readonly #problems = new Set<string>();

  constructor() {
    const { components, paths } = createOpenApiDocument({
      operations: OPERATIONS,
      schemas,
      version: 'test',
    });
    this.#ajv.addSchema({
      $id: 'delivery',
      components: strict(components),
    });
    this.#operations = Object.entries(paths)
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({
          method: method.toLocaleUpperCase('en-US'),
          path,
          pattern: new RegExp(
            `^${BASE}${path.replace(/\{\w+\}/g, '[^/]+')}/?$`,
          ),
          operation: operation as unknown as DescribedOperation,
        })),
      )
      // As in the routers, what is written out comes before what is a parameter.
      .sort((a, b) => a.path.split('{').length - b.path.split('{').length);
  }

  /** Looks at all that the server answers from now on. */
  watch(server: Server): void {
    server.prependListener('request', (request, response) => {
      this.#collect(request, response);
    });
  }

  /** What was not as described since it was asked last, each once. */
  takeProblems(): string[] {
    const problems = [...this.#problems];
    this.#problems.clear();
    return problems;
  }

  #collect(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? '').split('?')[0];
    const found = this.#operations.find(
      ({ method, pattern }) => method === request.method && pattern.test(path),
    );
    if (!found) {
      return;
    }
    const chunks: Buffer[] = [];
    const keep = (chunk: unknown) => {
      if (typeof chunk === 'string' || chunk instanceof Uint8Array) {
        chunks.push(Buffer.from(chunk as string));
      }
    };
    const write: Function = response.write;
    const end: Function = response.end;
    response.write = ((chunk: unknown, ...rest: []) => {
      keep(chunk);
      return write.call(response, chunk, ...rest);
    }) as typeof response.write;
    response.end = ((chunk: unknown, ...rest: []) => {
      keep(chunk);
      const where = `${request.method} ${path} ${response.statusCode}`;
      const problem = this.#judge(
        found.operation,
        response,
        Buffer.concat(chunks).toString(),
      );
      if (problem) {
        this.#problems.add(`${where}: ${problem}`);
      }
      return end.call(response, chunk, ...rest);
    }) as typeof response.end;
  }

  #judge(
    { responses }: DescribedOperation,
    response: ServerResponse,
    body: string,
  ): string | undefined {
    const described = responses[response.statusCode];
    if (!described) {
      return 'the status is not described';
    }
    const type = String(response.getHeader('content-type') ?? '').split(';')[0];
    if (!described.content) {
      return body ? 'a body is not described' : undefined;
    }
    const content = described.content[type];
    if (!content) {
      return `${type} is not described`;
    }
    if (!content.schema) {
      return undefined;
    }
    const validate = this.#validator(content.schema);
    return validate(JSON.parse(body))
      ? undefined
      : this.#ajv.errorsText(validate.errors?.slice(0, 3));
  }

  #validator(schema: Schema): ValidateFunction {
    let validate = this.#validators.get(schema);
    if (!validate) {
      const local = JSON.parse(
        JSON.stringify(strict(schema)).replaceAll(
          '#/components/',
          'delivery#/components/',
        ),
      );
      validate = this.#ajv.compile(local);
      this.#validators.set(schema, validate);
    }
    return validate;
  }
}
