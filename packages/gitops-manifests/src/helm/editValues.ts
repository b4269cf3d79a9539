import { isScalar, type Scalar } from 'yaml';
import { isPlainOrQuoted } from '../kustomize/kustomizationDocument';
import { type Quote, writeScalar } from '../kustomize/kustomizationScalar';
import { readYaml } from '../yaml/readYaml';
import { applySplices, type Splice } from '../yaml/yamlDocuments';
import { type ValuesLayer, ValuesProblem } from './ValuesLayer';
import { placeOf } from './valueText';

/**
 * A value to write, by its keys in the file.
 *
 * @internal
 */
export interface ValueEdit {
  keys: readonly string[];
  value: string;
}

/**
 * Replaces single values in a text. Everything else stays byte for byte; the result is read again and checked before it is
 * returned. What cannot be changed alone is refused.
 *
 * @internal
 */
export function editValues(
  layer: ValuesLayer,
  edits: readonly ValueEdit[],
): string | ValuesProblem {
  const { source, path } = layer;
  if (!source) {
    return new ValuesProblem(
      layer.positionOf([]),
      'these values are not in a values file, so that they are not written: move them into one',
    );
  }
  const splices: Splice[] = [];
  for (const { keys, value } of edits) {
    const place = placeOf(source.document, keys);
    const at = layer.positionOf(keys);
    if (!place) {
      return new ValuesProblem(at, `there is no key \`${keys.join('.')}\``);
    }
    if (place.kind === 'elsewhere') {
      return new ValuesProblem(
        at,
        `${place.message}: write the value itself under \`${keys.join('.')}\``,
      );
    }
    const { node } = place;
    if (node !== null && !isPlainOrQuoted(node)) {
      return new ValuesProblem(
        at,
        `\`${keys.join('.')}\` is not written on one line: write it as ${
          keys[keys.length - 1]
        }: "1.2.3"`,
      );
    }
    splices.push(spliceOf(source.text, place.key, node, value));
  }
  const edited = applySplices(source.text, splices);
  return isOnlyThis(layer, edited, edits)
    ? edited
    : new ValuesProblem(
        { file: path, line: 1, column: 1 },
        'this file could not be changed without changing something else: write each version on a line of its own',
      );
}

function spliceOf(
  text: string,
  key: unknown,
  node: Scalar | null,
  value: string,
): Splice {
  const [start, end] = node?.range ?? [0, 0];
  if (start < end) {
    return { start, end, text: writeScalar(value, quoteOf(node)) };
  }
  // Where there is no value, the library's place of it is behind what follows.
  const colon = text.indexOf(':', isScalar(key) ? key.range?.[1] : 0) + 1;
  return { start: colon, end: colon, text: ` ${writeScalar(value, '"')}` };
}

function quoteOf(scalar: Scalar | null): Quote {
  if (scalar?.type === 'QUOTE_DOUBLE') {
    return '"';
  }
  return scalar?.type === 'QUOTE_SINGLE' ? "'" : '';
}

/** Whether an edited text says what the old one did, but for the edits. */
function isOnlyThis(
  layer: ValuesLayer,
  edited: string,
  edits: readonly ValueEdit[],
): boolean {
  const after = readYaml(edited);
  if (!after.ok || after.documents.length > 1) {
    return false;
  }
  const expected = structuredClone(layer.values);
  for (const { keys, value } of edits) {
    let place: Record<string, unknown> = expected;
    for (const key of keys.slice(0, -1)) {
      place = place[key] as Record<string, unknown>;
    }
    place[keys[keys.length - 1]] = value;
  }
  const [document] = after.documents;
  const isText = edits.every(({ keys, value }) => {
    const place = placeOf(document.document, keys);
    return (
      place?.kind === 'value' &&
      isScalar(place.node) &&
      place.node.value === value
    );
  });
  return isText && JSON.stringify(document.value) === JSON.stringify(expected);
}
