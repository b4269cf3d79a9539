import { isMap, isScalar, isSeq, parseAllDocuments, visit } from 'yaml';
import type { Document, Node, Scalar } from 'yaml';
import type { YamlPath } from './readYaml';

/**
 * A replacement of a part of a text; an empty part makes it an insertion.
 *
 * @internal
 */
export interface Splice {
  start: number;
  end: number;
  text: string;
}

/**
 * One document of a file, with its place in the text.
 *
 * @internal
 */
export interface YamlDocument {
  document: Document.Parsed;
  value: Record<string, unknown>;
  /** From its first key to the end of its last line: without the comments above it and the marker below it. */
  start: number;
  end: number;
}

/**
 * The documents of a file that are maps, in order. Throws when one of them cannot be read.
 *
 * @internal
 */
export function yamlDocuments(text: string): YamlDocument[] {
  return parseAllDocuments(text).flatMap(document => {
    if (document.errors.length > 0) {
      throw document.errors[0];
    }
    const { contents } = document;
    if (!isMap(contents) || !contents.range) {
      return [];
    }
    const [start, valueEnd] = contents.range;
    return [
      {
        document,
        value: document.toJS() as Record<string, unknown>,
        start,
        end: endOfLine(text, valueEnd),
      },
    ];
  });
}

/**
 * The end of the line that contains `offset`, after its line break: a comment behind a value belongs to its line.
 *
 * @internal
 */
export function endOfLine(text: string, offset: number): number {
  if (text[offset - 1] === '\n') {
    return offset;
  }
  const lineBreak = text.indexOf('\n', offset);
  return lineBreak === -1 ? text.length : lineBreak + 1;
}

/**
 * All scalar values below a node, each with its path from there. What aliases lead to is not among them.
 *
 * @internal
 */
export function scalarsOf(
  node: unknown,
  path: YamlPath = [],
): Array<{ path: YamlPath; node: Scalar }> {
  if (isMap(node)) {
    return node.items.flatMap(({ key, value }) =>
      scalarsOf(value, [...path, isScalar(key) ? String(key.value) : '']),
    );
  }
  if (isSeq(node)) {
    return node.items.flatMap((item, index) =>
      scalarsOf(item, [...path, index]),
    );
  }
  return isScalar(node) ? [{ path, node }] : [];
}

/**
 * Throws an Error when something below a node has an anchor: what is written once and meant in several places cannot be
 * copied with changes.
 *
 * @internal
 */
export function refuseAnchors(node: Node | null): void {
  visit(node, {
    Node(_key, { anchor }) {
      if (anchor !== undefined) {
        throw new Error(
          `what has the anchor &${anchor} cannot be copied: write its values out`,
        );
      }
    },
  });
}

/**
 * Applies splices that do not overlap.
 *
 * @internal
 */
export function applySplices(text: string, splices: Splice[]): string {
  return [...splices]
    .sort((one, other) => other.start - one.start)
    .reduce(
      (result, splice) =>
        result.slice(0, splice.start) + splice.text + result.slice(splice.end),
      text,
    );
}

/**
 * A part of a text with the splices that lie in it.
 *
 * @internal
 */
export function spliced(
  text: string,
  start: number,
  end: number,
  splices: Splice[],
): string {
  return applySplices(
    text.slice(start, end),
    splices
      .filter(splice => splice.start >= start && splice.end <= end)
      .map(splice => ({
        ...splice,
        start: splice.start - start,
        end: splice.end - start,
      })),
  );
}
