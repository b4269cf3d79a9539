import { type Document, isAlias, isMap, isScalar, visit } from 'yaml';
import { YAML_1_1_BOOLEAN } from '../kustomize/kustomizationDocument';
import { readsAsNumber } from '../yaml/readsAsNumber';
import type { MergedLeaf } from './mergeValues';
import { ValuesProblem } from './ValuesLayer';

/** Numbers that every version of Helm writes as they stand: of more digits, some write 1e+06. */
const PLAIN_NUMBER = /^(?:0|[1-9]\d{0,5})$/;

/**
 * The text that Helm makes of a value; empty where there is none.
 *
 * @internal
 */
export function valueText({
  value,
  layer,
  keys,
}: MergedLeaf): string | ValuesProblem {
  if (value === null || value === undefined) {
    return '';
  }
  const problem = (message: string) =>
    new ValuesProblem(layer.positionOf(keys), message);
  const key = keys.join('.');
  if (typeof value === 'object') {
    return problem(`\`${key}\` is a list: write a string`);
  }
  const written = plainSource(layer.source?.document, keys) ?? String(value);
  if (typeof value === 'number' && PLAIN_NUMBER.test(written)) {
    return written;
  }
  const isPlain = plainSource(layer.source?.document, keys) !== undefined;
  if (
    typeof value !== 'string' ||
    (isPlain && (YAML_1_1_BOOLEAN.test(written) || readsAsNumber(written)))
  ) {
    return problem(
      `\`${key}: ${written}\` is not a string to Helm, which may write something else in its place: write it in quotes, ${key}: "${written}"`,
    );
  }
  return value.includes('{{')
    ? problem(
        `\`${key}\` is a template, and which version it becomes cannot be told from files: write the version itself`,
      )
    : value;
}

function plainSource(
  document: Document.Parsed | undefined,
  keys: readonly string[],
): string | undefined {
  const place = document && placeOf(document, keys);
  return place?.kind === 'value' &&
    isScalar(place.node) &&
    place.node.type === 'PLAIN' &&
    place.node.tag === undefined
    ? place.node.source
    : undefined;
}

/**
 * Where a value stands in a text: at its own key, or somewhere else, so that it cannot be changed alone.
 *
 * @internal
 */
export type ValuePlace =
  | { kind: 'value'; node: unknown; key: unknown }
  | { kind: 'elsewhere'; message: string };

/**
 * Finds the node of a value, unless it is not only its own: from an alias, a merge key, or below an anchor that is used again.
 * Undefined where there is no such key.
 *
 * @internal
 */
export function placeOf(
  document: Document.Parsed,
  keys: readonly string[],
): ValuePlace | undefined {
  let node: unknown = document.contents;
  let at: unknown;
  for (const key of keys) {
    if (!isMap(node)) {
      return undefined;
    }
    const pair = node.items.find(
      item => isScalar(item.key) && String(item.key.value) === key,
    );
    const merge = node.items.find(
      item => isScalar(item.key) && item.key.source === '<<',
    );
    if (!pair) {
      return merge
        ? {
            kind: 'elsewhere',
            message: `\`${key}\` comes from a merge key (\`<<\`), so that a change of it would change other places too`,
          }
        : undefined;
    }
    node = pair.value;
    at = pair.key;
    if (isAlias(node)) {
      return {
        kind: 'elsewhere',
        message: `\`${key}\` is an alias of the anchor \`&${node.source}\`, so that a change of it would change other places too`,
      };
    }
    const anchor = anchorOf(node);
    if (anchor && isUsed(document, anchor)) {
      return {
        kind: 'elsewhere',
        message: `\`${key}\` carries the anchor \`&${anchor}\`, which other places use, so that a change of it would change them too`,
      };
    }
  }
  return { kind: 'value', node, key: at };
}

function anchorOf(node: unknown): string | undefined {
  return isMap(node) || isScalar(node) ? node.anchor : undefined;
}

function isUsed(document: Document.Parsed, anchor: string): boolean {
  let used = false;
  visit(document, {
    Alias(_key, { source }) {
      used ||= source === anchor;
      return used ? visit.BREAK : undefined;
    },
  });
  return used;
}
