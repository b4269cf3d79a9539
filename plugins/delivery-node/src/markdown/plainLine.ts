/**
 * A text without control characters and those that change its direction, and with one kind of line break.
 *
 * @internal
 */
export function plainText(text: string): string {
  return text
    .replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(
      /[^\P{Cc}\n\t]|\p{Cs}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu,
      '\ufffd',
    );
}

/**
 * A text on one line for titles and commit messages, where nothing can be marked as code: what a Git host would take for a
 * mention of a person, a reference to an issue (`#1`, `GH-1`, `!1`) or an address gets a character of no width, so that it is
 * read but not followed. Doing it twice changes nothing.
 *
 * @public
 */
export function plainLine(text: string): string {
  return plainText(text)
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/([@#!])(?=[\p{L}\p{N}_])/gu, '$1\u200b')
    .replace(/\b(GH)-(?=\d)/gi, '$1\u200b-')
    .replace(/:(?=\/\/)/g, ':\u200b');
}
