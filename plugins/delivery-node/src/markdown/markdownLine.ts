import { plainLine } from './plainLine';

/**
 * A sentence with words of people in it as Markdown text on one line: it reads as it is, and mentions nobody, links nowhere
 * and formats nothing, whatever it holds.
 *
 * @public
 */
export function markdownLine(text: string): string {
  return plainLine(text)
    .replace(/[\\`*_[\]<>&~|$]/g, '\\$&')
    .replace(/www(?=\.)/gi, '$&\u200b')
    .replace(/^([#+=>-]|\d+(?=[.)]))/, match =>
      /\d/.test(match) ? `${match}\\` : `\\${match}`,
    );
}
