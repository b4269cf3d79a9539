/**
 * A text cut to what a message can quote of it: at most 60 characters, without control characters and those that change the
 * direction of the text.
 *
 * @internal
 */
export function shorten(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  return short.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '\ufffd');
}
