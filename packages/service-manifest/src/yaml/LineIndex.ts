import type { ManifestPosition } from './ManifestPosition';

/**
 * Line and column of offsets in a text. (The LineCounter of `yaml` misses lines that its lexer reads as an error.)
 *
 * @internal
 */
export class LineIndex {
  readonly #text: string;
  readonly #starts = [0];

  constructor(text: string) {
    this.#text = text;
    for (
      let at = text.indexOf('\n');
      at >= 0;
      at = text.indexOf('\n', at + 1)
    ) {
      this.#starts.push(at + 1);
    }
  }

  /** Position of an offset; offsets beyond the text count as its end. */
  positionOf(offset: number): ManifestPosition {
    const wanted = Math.min(Math.max(0, offset), this.#text.length);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#starts[middle] <= wanted) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return { line: low + 1, column: wanted - this.#starts[low] + 1 };
  }
}
