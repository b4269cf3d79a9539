/**
 * Whether some reader of YAML takes a text without quotes for a number. Readers in Go also know capital prefixes, signs before
 * a prefix, and underscores anywhere.
 *
 * @internal
 */
export function readsAsNumber(text: string): boolean {
  const digits = text.replace(/_/g, '').replace(/^[-+](?=0[box])/i, '');
  return /^[-+.\d]/.test(digits) && !Number.isNaN(Number(digits));
}
