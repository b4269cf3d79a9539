import type { FieldPath } from './fieldPath';
import type { LineIndex } from './LineIndex';
import type { ManifestPosition } from './ServiceManifest';

/**
 * A value in a text, and the way to what is in it. Offsets are UTF-16 units from the text's beginning.
 *
 * @internal
 */
export interface LocatedValue {
  readonly start?: number;
  /** A key that has no value. */
  readonly isMissing: boolean;
  /** What is at a key of a map or at an index of a list, and where that key or item begins. */
  at(
    part: string | number,
  ): { start?: number; value: LocatedValue } | undefined;
}

/**
 * Finds where fields stand in the text of one YAML document.
 *
 * @internal
 */
export class PositionIndex {
  constructor(
    private readonly root: LocatedValue,
    /** Offset of the document. */
    private readonly begin: number,
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
    let found = this.root;
    // The key or list item last passed: where a missing field is reported.
    let around = found.start ?? this.begin;
    for (const [depth, part] of path.entries()) {
      const inner = found.at(part);
      if (!inner) {
        return this.atOffset(around);
      }
      around = inner.start ?? around;
      found = inner.value;
      if (depth === path.length - 1 && wanted === 'key') {
        return this.atOffset(around);
      }
    }
    return this.atOffset(found.isMissing ? around : found.start ?? around);
  }
}
