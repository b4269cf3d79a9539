import {
  type Document,
  type ParsedNode,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
} from 'yaml';
import type { FieldPath } from './fieldPath';
import type { LineIndex } from './LineIndex';
import type { ManifestPosition } from './ManifestPosition';

/**
 * Finds where fields stand in the text of one YAML document.
 *
 * @internal
 */
export class PositionIndex {
  readonly #document: Document.Parsed<ParsedNode>;
  readonly #lines: LineIndex;

  constructor(document: Document.Parsed<ParsedNode>, lines: LineIndex) {
    this.#document = document;
    this.#lines = lines;
  }

  /** Position of an offset in the text. */
  atOffset(offset: number): ManifestPosition {
    return this.#lines.positionOf(offset);
  }

  /** Position of the value at a path; where there is none, of the key (or list item) that should contain it. */
  ofValue(path: FieldPath): ManifestPosition {
    return this.#find(path, 'value');
  }

  /** Position of the key at a path; where there is none, of the nearest key around it. */
  ofKey(path: FieldPath): ManifestPosition {
    return this.#find(path, 'key');
  }

  #find(path: FieldPath, wanted: 'key' | 'value'): ManifestPosition {
    let node: unknown = this.#document.contents;
    // The key or list item last passed: where a missing field is reported.
    let around = startOf(node) ?? this.#document.range[0];
    for (const [depth, part] of path.entries()) {
      const inner = this.#step(node, part);
      if (!inner) {
        return this.atOffset(around);
      }
      around = inner.start ?? around;
      node = inner.node;
      if (depth === path.length - 1 && wanted === 'key') {
        return this.atOffset(around);
      }
    }
    // The node of a missing value is behind the colon, where nobody would look.
    const isMissing = isScalar(node) && node.value === null;
    return this.atOffset(isMissing ? around : startOf(node) ?? around);
  }

  /** What is at a key of a map or at an index of a list, and where that key or item begins. */
  #step(
    node: unknown,
    part: string | number,
  ): { start?: number; node: unknown } | undefined {
    const collection: unknown = isAlias(node)
      ? node.resolve(this.#document)
      : node;
    if (isMap(collection)) {
      const pair = collection.items.find(
        ({ key }) => isScalar(key) && String(key.value) === String(part),
      );
      return pair && { start: startOf(pair.key), node: pair.value };
    }
    const item = isSeq(collection) ? collection.items[Number(part)] : undefined;
    return item === undefined
      ? undefined
      : { start: startOf(item), node: item };
  }
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
