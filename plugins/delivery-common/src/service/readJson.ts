/** An object's own values; of anything else none. */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ...value }
    : {};
}

/** A list, else undefined; as are the readers below. */
export function array(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value)
    ? value
    : undefined;
}

export function boolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** The texts of a list. */
export function texts(value: unknown): string[] | undefined {
  return array(value)?.flatMap(one => text(one) ?? []);
}

export function oneOf<T extends string>(
  values: readonly T[],
): (value: unknown) => T | undefined {
  return value => values.find(one => one === value);
}

type Read<R extends Record<string, (value: unknown) => unknown>> = {
  [K in keyof R]?: Exclude<ReturnType<R[K]>, undefined>;
};

/** The fields of an object that are there and are what their readers expect. */
export function fields<R extends Record<string, (value: unknown) => unknown>>(
  object: Readonly<Record<string, unknown>>,
  readers: R,
): Read<R> {
  const read: Read<R> = {};
  for (const key of Object.keys(readers) as Array<keyof R & string>) {
    if (Object.hasOwn(object, key)) {
      const value = readers[key](object[key]);
      if (value !== undefined) {
        read[key] = value as Read<R>[typeof key];
      }
    }
  }
  return read;
}

/** A number beside the text that it was read from. */
export function measured<K extends string>(
  value: unknown,
  key: K,
): ({ text: string } & Record<K, number>) | undefined {
  const read = record(value);
  const asWritten = text(read.text);
  const measure = number(read[key]);
  if (asWritten === undefined || measure === undefined) {
    return undefined;
  }
  const measures: Partial<Record<K, number>> = {};
  measures[key] = measure;
  return { text: asWritten, ...(measures as Record<K, number>) };
}
