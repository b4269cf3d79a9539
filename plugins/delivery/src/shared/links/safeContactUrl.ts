/**
 * The text when it is an address of the web, else undefined: a manifest may say anything, and only web addresses
 * become links.
 *
 * @internal
 */
export function safeContactUrl(text?: string): string | undefined {
  if (!text || !URL.canParse(text)) return undefined;
  return ['http:', 'https:'].includes(new URL(text).protocol)
    ? text
    : undefined;
}
