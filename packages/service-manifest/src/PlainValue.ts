import type { LocatedValue } from './PositionIndex';

/**
 * A value at a key of a map or in a list; `start` is the offset of the key, or of the item.
 *
 * @internal
 */
export type PlainEntry = { start: number; value: PlainValue };

/**
 * A value of plain YAML, and where it stands.
 *
 * @internal
 */
export class PlainValue implements LocatedValue {
  constructor(
    readonly value: unknown,
    readonly start: number,
    private readonly children?: Map<string, PlainEntry> | PlainEntry[],
  ) {}

  get isMissing(): boolean {
    return this.value === null;
  }

  at(part: string | number): PlainEntry | undefined {
    return Array.isArray(this.children)
      ? this.children[Number(part)]
      : this.children?.get(String(part));
  }
}
