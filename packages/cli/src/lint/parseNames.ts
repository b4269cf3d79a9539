/**
 * Reads `production,staging`; nothing at all is an empty list.
 *
 * @internal
 */
export function parseNames(text: string): string[] {
  return text
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
}
