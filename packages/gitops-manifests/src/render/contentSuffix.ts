/** What kustomize writes in place of digits and letters that make words. */
const REPLACED: Record<string, string> = {
  0: 'g',
  1: 'h',
  3: 'k',
  a: 'm',
  e: 't',
};
const LENGTH = 10;

/**
 * The end of the name that kustomize gives a generated ConfigMap or Secret for its content.
 *
 * @param sha256 - of a text, in hexadecimal
 * @internal
 */
export function contentSuffix(
  value: Record<string, unknown>,
  sha256: (text: string) => string,
): string {
  const { kind, data, binaryData, type } = value;
  const text = toGoJson({
    ...(binaryData ? { binaryData } : {}),
    data: data ?? '',
    kind,
    // kustomize looks for the name where it is not, so that equal contents have equal suffixes
    name: '',
    ...(kind === 'Secret' ? { type: type ?? '' } : {}),
  });
  return sha256(text)
    .slice(0, LENGTH)
    .replace(/[013ae]/g, digit => REPLACED[digit]);
}

/** JSON as Go writes it: keys in the order of their bytes, and what HTML gives a meaning to escaped. */
function toGoJson(value: unknown): string {
  const inOrder = (one: unknown): unknown =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? new Map(
          Object.entries(one)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, item]) => [key, inOrder(item)]),
        )
      : one;
  const write = (one: unknown): string =>
    one instanceof Map
      ? `{${[...one]
          .map(([key, item]) => `${JSON.stringify(key)}:${write(item)}`)
          .join(',')}}`
      : JSON.stringify(one) ?? 'null';
  return write(inOrder(value)).replace(
    /[<>&\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
