/** JSON Schema, as OpenAPI 3.1 has it. */
export interface Schema {
  [keyword: string]: unknown;
}

/** A type of delivery-common by its name, or a schema. */
export type Shape = string | Schema;

/** One operation of the HTTP API: what it is for, what it takes and what it answers. */
export interface Operation {
  method: 'GET' | 'POST' | 'DELETE';
  /** As routers write it: `/promotions/:id`. */
  path: string;
  summary: string;
  /** Names of the permissions that it needs, where it needs more than seeing the service. */
  permissions?: string[];
  /** Each field of it is a parameter. */
  query?: Shape;
  body?: { shape: Shape; required: boolean };
  /** By status. `undefined` for one without a body; other media types than JSON by their name. */
  answers: Record<number, Shape | { mediaTypes: string[] } | undefined>;
  /** Statuses of errors beside those that every operation has, and when they are answered. */
  errors?: Record<number, string>;
}

/** A list in an object, so that more can be said beside it later. */
export const itemsOf = (item: Shape): Schema => ({
  type: 'object',
  properties: { items: { type: 'array', items: refOf(item) } },
  required: ['items'],
});

/** The schema of a type by its name, or the schema itself. */
export function refOf(shape: Shape): Schema {
  return typeof shape === 'string'
    ? { $ref: `#/components/schemas/${shape}` }
    : shape;
}
