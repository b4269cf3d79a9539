import { stripVTControlCharacters } from 'node:util';

/**
 * A bounded memory of lines: what a program said last is what explains its end.
 * @param {number} limit lines
 */
export function keepLast(limit) {
  /** @type {string[]} */
  const lines = [];
  return {
    /** @param {string} line */
    add(line) {
      // Colors belong to the program that printed them; here they would run into our own words.
      lines.push(stripVTControlCharacters(line));
      if (lines.length > limit) {
        lines.shift();
      }
    },
    /** @param {number} [count] how many of the kept lines, default all */
    text(count = limit) {
      return lines.slice(-count).join('\n');
    },
  };
}
