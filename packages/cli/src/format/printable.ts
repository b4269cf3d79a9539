/**
 * Text from a file without characters that a terminal would obey or that hide what is there.
 *
 * @internal
 */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu,
    one => (one === '\t' ? ' ' : '\ufffd'),
  );
}
