import {
  type Document,
  type Node,
  type ParsedNode,
  type Pair,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
} from 'yaml';
import type { FieldPath } from './fieldPath';
import type { LineIndex } from './LineIndex';
import type { ManifestPosition } from './ServiceManifest';

/**
 * Finds where fields stand in the text of one YAML document.
 *
 * @internal
 */
export class PositionIndex {
  constructor(
    private readonly document: Document.Parsed<ParsedNode>,
    private readonly lines: LineIndex,
  ) {}

  /** Position of an offset in the text. */
  atOffset(offset: number): ManifestPosition {
    return this.lines.positionOf(offset);
  }

  /** Position of the value at a path; where there is none, of the key (or list item) that should contain it. */
  ofValue(path: FieldPath): ManifestPosition {
    return this.find(path, 'value');
  }

  /** Position of the key at a path; where there is none, of the nearest key around it. */
  ofKey(path: FieldPath): ManifestPosition {
    return this.find(path, 'key');
  }

  private find(path: FieldPath, wanted: 'key' | 'value'): ManifestPosition {
    let node: unknown = this.document.contents;
    // The key or list item last passed: where a missing field is reported.
    let around = startOf(node) ?? this.document.range[0];
    for (const [depth, part] of path.entries()) {
      const isLast = depth === path.length - 1;
      const collection: unknown = isAlias(node)
        ? node.resolve(this.document)
        : node;
      if (isMap(collection)) {
        const pair = collection.items.find(
          item => keyOf(item) === String(part),
        );
        if (!pair) {
          return this.atOffset(around);
        }
        around = startOf(pair.key) ?? around;
        node = pair.value;
        if (isLast && wanted === 'key') {
          return this.atOffset(around);
        }
      } else if (isSeq(collection)) {
        const item: unknown = collection.items[Number(part)];
        if (item === undefined) {
          return this.atOffset(around);
        }
        around = startOf(item) ?? around;
        node = item;
      } else {
        return this.atOffset(around);
      }
    }
    return this.atOffset(isEmpty(node) ? around : startOf(node) ?? around);
  }
}

function keyOf(pair: Pair<unknown, unknown>): string | undefined {
  return isScalar(pair.key) ? String(pair.key.value) : undefined;
}

/** A key without a value: its node stands behind the colon, which helps no reader. */
function isEmpty(node: unknown): boolean {
  return isScalar(node) && node.value === null;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}
