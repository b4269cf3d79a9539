const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Of UTF-16 and UTF-8, as they look byte by byte. */
const BYTE_ORDER_MARK = /^(?:\u00ff\u00fe|\u00fe\u00ff|\u00ef\u00bb\u00bf)/;

/** Letters of a file that are handed on: what parses such files refuses any that is longer than half of this. */
export const MAX_TEXT = 512 * 1024;

/**
 * Text of a file. What is not UTF-8 is handed on as UTF-16 looks when it is read byte by byte, with a NUL beside every
 * letter: parsing it gives a diagnostic that says so, and no garbage gets into the catalog.
 *
 * @internal
 */
export function decodeText(content: Buffer): string {
  try {
    return utf8.decode(content).slice(0, MAX_TEXT);
  } catch {
    const text = content
      .subarray(0, MAX_TEXT)
      .toString('latin1')
      .replace(BYTE_ORDER_MARK, '');
    return text.includes('\0') ? text : text.split('').join('\0');
  }
}

/**
 * What stands for a file that is too large to be read at all: as large as needed to be refused as such.
 *
 * @internal
 */
export function oversizedText(apiGroup: string): string {
  return `apiVersion: ${apiGroup}/v1alpha1\n`.padEnd(MAX_TEXT, '#');
}
