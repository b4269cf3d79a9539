import { isRecord, isText, listOf } from '../kustomize/Kustomization';

type Fields = Record<string, unknown>;

/**
 * The values that `parameters` of an Application set, each by its key with dots.
 *
 * @internal
 */
export function parameterValues(parameters: unknown): Fields {
  const values: Fields = {};
  for (const one of listOf(parameters) ?? []) {
    if (isRecord(one) && isText(one.name)) {
      const keys = one.name
        .split(/(?<!\\)\./)
        .map(part => part.replace(/\\\./g, '.'));
      let place = values;
      for (const key of keys.slice(0, -1)) {
        const inner = Object.hasOwn(place, key) ? place[key] : undefined;
        const map = isRecord(inner) ? inner : {};
        define(place, key, map);
        place = map;
      }
      define(place, keys[keys.length - 1], String(one.value ?? ''));
    }
  }
  return values;
}

/** Sets a key that somebody wrote, `__proto__` included. */
function define(place: Fields, key: string, value: unknown): void {
  Object.defineProperty(place, key, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}
