import type { LocatedValue } from './PositionIndex';

/**
 * A value at a key of a map; `start` is the offset of the key.
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
    private readonly children?: Map<string, PlainEntry> | PlainValue[],
  ) {}

  get isMissing(): boolean {
    return this.value === null;
  }

  at(part: string | number): PlainEntry | undefined {
    if (!Array.isArray(this.children)) {
      return this.children?.get(String(part));
    }
    const item = this.children[Number(part)];
    return item && { start: item.start, value: item };
  }
}
