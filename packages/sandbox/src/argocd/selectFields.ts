import type { Application } from './Application';

/** The names that Argo CD's list knows; all others are dropped without a word, as Argo CD does. */
const LIST_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'metadata.labels',
  'metadata.creationTimestamp',
  'metadata.deletionTimestamp',
  'spec',
  'operation.sync',
  'status.sourceHydrator',
  'status.sync.status',
  'status.sync.revision',
  'status.health',
  'status.summary',
  'status.resources',
  'status.operationState.phase',
  'status.operationState.startedAt',
  'status.operationState.finishedAt',
  'status.operationState.operation.sync',
];

type Json = Record<string, unknown>;

/**
 * One item of a list with only the fields that are asked for (`items.…`), or without them when the first begins with
 * `-`. Only fields of Argo CD's own hand-kept list count.
 *
 * @internal
 */
export function selectListFields(
  application: Application,
  fields: string,
): Json {
  const exclude = fields.startsWith('-');
  const asked = new Set(
    (exclude ? fields.slice(1) : fields).split(',').map(field => field.trim()),
  );
  const chosen = LIST_FIELDS.filter(
    field => asked.has(`items.${field}`) !== exclude,
  );
  return pick(application, chosen);
}

/**
 * A message of the stream with only the fields that are asked for (`result.…`), whatever they are.
 *
 * @internal
 */
export function selectStreamFields(message: Json, fields: string): Json {
  return pick(
    message,
    fields.split(',').map(field => field.trim()),
  );
}

function pick(value: Json, paths: string[]): Json {
  const result: Json = {};
  for (const path of paths) {
    const keys = path.split('.');
    const found = keys.reduce<unknown>(
      (item, key) => (isJson(item) ? item[key] : undefined),
      value,
    );
    if (found !== undefined) {
      place(result, keys, found);
    }
  }
  return result;
}

function place(target: Json, keys: string[], value: unknown) {
  const [key, ...rest] = keys;
  if (key === '__proto__') {
    return;
  }
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const present = target[key];
  const next: Json = isJson(present) ? { ...present } : {};
  target[key] = next;
  place(next, rest, value);
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
