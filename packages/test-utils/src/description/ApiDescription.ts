import Ajv, { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** A request to an API and what was answered. */
export interface Exchange {
  method: string;
  /** Below the API's base address, still encoded. */
  path: string;
  query: Record<string, string>;
  accept: string;
  body?: unknown;
  status: number;
  answer?: unknown;
}

/** A JSON Schema, or what OpenAPI makes of one. */
export interface Schema {
  [keyword: string]: unknown;
  properties?: Record<string, unknown>;
}

interface Content {
  [mediaType: string]: { schema?: Schema };
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: Schema;
}

/** What can be done at a path. */
export interface Operation {
  parameters?: Array<Parameter | { $ref: string }>;
  requestBody?: { required?: boolean; content: Content };
  /** By status; `default` for those that are not among them. */
  responses: Record<string, { content?: Content } | { $ref: string }>;
}

/** The parts of an OpenAPI 3.0 description that are looked at. In a path, `{name=**}` takes several segments. */
export interface Description {
  paths: Record<string, Record<string, Operation>>;
  components: object;
}

const ID = 'described';

/** OpenAPI 3.0 as JSON Schema: `nullable` becomes a type, and nothing counts beside a `$ref`. */
function toJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(toJsonSchema);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const { nullable, example, examples, ...rest } = value as Schema;
  if (typeof rest.$ref === 'string') {
    return { $ref: rest.$ref.replace(/^#/, `${ID}#`) };
  }
  const schema = Object.fromEntries(
    Object.entries(rest).map(([key, inner]) => [key, toJsonSchema(inner)]),
  );
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema;
}

/** Compares exchanges with an OpenAPI 3.0 description of an API. */
export class ApiDescription {
  readonly #description: Description;
  readonly #formats: Record<string, RegExp>;
  readonly #mediaTypeOf: (accept: string) => string;
  readonly #ajv: Ajv;
  readonly #parameterAjv: Ajv;
  readonly #validators = new Map<unknown, ValidateFunction>();

  /** `mediaTypeOf`: under which media type an answer is described that a request accepts. */
  constructor(
    description: Description,
    options: {
      formats?: Record<string, RegExp>;
      mediaTypeOf?: (accept: string) => string;
    } = {},
  ) {
    this.#description = description;
    this.#formats = options.formats ?? {};
    this.#mediaTypeOf = options.mediaTypeOf ?? (accept => accept);
    this.#ajv = this.#createAjv(false);
    this.#parameterAjv = this.#createAjv(true);
    const components = {
      $id: ID,
      components: toJsonSchema(description.components),
    };
    this.#ajv.addSchema(components);
    this.#parameterAjv.addSchema(components);
  }

  /** What of the request and of the answer is not as described; empty when all is. */
  problems(exchange: Exchange): string[] {
    const where = `${exchange.method} ${exchange.path}`;
    const found = this.#find(exchange);
    if (!found) {
      return [`${where}: not described`];
    }
    const { operation, pathValues } = found;
    return [
      ...this.#parameterProblems(operation, exchange, pathValues),
      ...this.#bodyProblems(operation, exchange),
      ...this.#answerProblems(operation, exchange),
    ].map(problem => `${where}: ${problem}`);
  }

  #find({ method, path }: Exchange) {
    for (const [template, operations] of Object.entries(
      this.#description.paths,
    )) {
      const operation = operations[method.toLowerCase()];
      const names: string[] = [];
      const pattern = template
        .replaceAll('.', String.raw`\.`)
        .replace(/\{(\w+)(=\*\*)?\}/g, (_, name, isDeep) => {
          names.push(name);
          return isDeep ? '(.+)' : '([^/]+)';
        });
      const match = operation && new RegExp(`^${pattern}$`).exec(path);
      if (match) {
        const values = match.slice(1).map(decodeURIComponent);
        return {
          operation,
          pathValues: Object.fromEntries(
            names.map((name, index) => [name, values[index]]),
          ),
        };
      }
    }
    return undefined;
  }

  #parameterProblems(
    operation: Operation,
    { query }: Exchange,
    pathValues: Record<string, string>,
  ): string[] {
    const parameters = (operation.parameters ?? []).map(it =>
      this.#resolve<Parameter>(it),
    );
    const check = (place: string, values: Record<string, string>) => {
      const here = parameters.filter(it => it.in === place);
      const unknown = Object.keys(values).filter(
        name => !here.some(it => it.name === name),
      );
      const missing = here.filter(it => it.required && !(it.name in values));
      return [
        ...unknown.map(name => `${place}.${name} is not described`),
        ...missing.map(({ name }) => `${place}.${name} is missing`),
        ...here
          .filter(it => it.name in values)
          .flatMap(({ name, schema }) =>
            this.#check(
              this.#parameterAjv,
              schema,
              values[name],
              `${place}.${name}`,
            ),
          ),
      ];
    };
    return [...check('path', pathValues), ...check('query', query)];
  }

  #bodyProblems({ requestBody }: Operation, { body }: Exchange): string[] {
    if (body === undefined) {
      return requestBody?.required ? ['body is missing'] : [];
    }
    const schema = requestBody?.content['application/json']?.schema;
    if (!schema) {
      return ['body is not described'];
    }
    const { properties } = this.#resolve<Schema>(schema);
    const unknown =
      properties && typeof body === 'object' && body !== null
        ? Object.keys(body).filter(name => !(name in properties))
        : [];
    return [
      ...unknown.map(name => `body.${name} is not described`),
      ...this.#check(this.#ajv, schema, body, 'body'),
    ];
  }

  #answerProblems(
    { responses }: Operation,
    { status, accept, answer }: Exchange,
  ): string[] {
    const response = responses[status] ?? responses.default;
    if (!response) {
      return [`status ${status} is not described`];
    }
    const { content } = this.#resolve<{ content?: Content }>(response);
    if (!content) {
      return answer === undefined ? [] : ['the answer must be empty'];
    }
    const described =
      content[this.#mediaTypeOf(accept)] ?? content['application/json'];
    if (!described?.schema) {
      return [`an answer as ${accept} is not described`];
    }
    return this.#check(this.#ajv, described.schema, answer, 'answer');
  }

  #check(ajv: Ajv, schema: Schema, value: unknown, name: string): string[] {
    let validate = this.#validators.get(schema);
    if (!validate) {
      validate = ajv.compile(toJsonSchema(schema) as Schema);
      this.#validators.set(schema, validate);
    }
    validate(value);
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${name}${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }

  #resolve<T extends object>(value: T | { $ref: string }): T {
    if (!('$ref' in value) || typeof value.$ref !== 'string') {
      return value as T;
    }
    return value.$ref
      .split('/')
      .slice(1)
      .reduce<unknown>(
        (part, key) => (part as Record<string, unknown>)[key],
        this.#description,
      ) as T;
  }

  #createAjv(coerceTypes: boolean): Ajv {
    return addFormats(
      new Ajv({
        strict: false,
        allErrors: true,
        coerceTypes,
        formats: this.#formats,
      }),
    );
  }
}
