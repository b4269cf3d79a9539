import {
  type Document,
  type Node,
  type Pair,
  type ParsedNode,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
} from 'yaml';
import type { LocatedValue } from './PositionIndex';

/**
 * A value of a document of `yaml`, and where it stands.
 *
 * @internal
 */
export class LocatedNode implements LocatedValue {
  constructor(
    private readonly document: Document.Parsed<ParsedNode>,
    private readonly node: unknown = document.contents,
  ) {}

  get start(): number | undefined {
    return startOf(this.node);
  }

  /** A key without a value: its node stands behind the colon, which helps no reader. */
  get isMissing(): boolean {
    return isScalar(this.node) && this.node.value === null;
  }

  at(part: string | number) {
    const { document, node } = this;
    const collection: unknown = isAlias(node) ? node.resolve(document) : node;
    if (isMap(collection)) {
      const pair = collection.items.find(item => keyOf(item) === String(part));
      return (
        pair && {
          start: startOf(pair.key),
          value: new LocatedNode(document, pair.value),
        }
      );
    }
    const item = isSeq(collection) ? collection.items[Number(part)] : undefined;
    return item === undefined
      ? undefined
      : { start: startOf(item), value: new LocatedNode(document, item) };
  }
}

function keyOf(pair: Pair<unknown, unknown>): string | undefined {
  return isScalar(pair.key) ? String(pair.key.value) : undefined;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}
