import { Document, isMap, isScalar, isSeq, Scalar, visit } from 'yaml';
import type { YamlPath } from './readYaml';
import { readsAsNumber } from './readsAsNumber';

/**
 * What a document carries beside its values. Every path must lead to something, so that no comment is lost silently.
 *
 * @internal
 */
export interface YamlNotes {
  /** Comment at the top, one line each. */
  head?: string[];
  /** Comment behind a scalar value. */
  behind?: Array<[YamlPath, string]>;
  /** Comment in a line of its own above a key or list item. */
  above?: Array<[YamlPath, string]>;
  /** Keys with an empty line above them. */
  apart?: YamlPath[];
  /** Strings in double quotes although plain text would do. */
  quoted?: YamlPath[];
}

/**
 * Writes YAML as a person would: block style, no folding, and quotes where YAML 1.1 (Go's readers) or 1.2 would
 * read something other than a string.
 *
 * @internal
 */
export function yamlText(value: unknown, notes: YamlNotes = {}): string {
  const document = new Document(value, {
    compat: 'yaml-1.1',
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === 'string' && readsAsNumber(node.value)) {
        node.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
  if (notes.head) {
    document.commentBefore = notes.head.map(line => ` ${line}`).join('\n');
  }
  for (const [path, text] of notes.behind ?? []) {
    scalarAt(document, path).comment = ` ${text}`;
  }
  for (const path of notes.quoted ?? []) {
    scalarAt(document, path).type = Scalar.QUOTE_DOUBLE;
  }
  for (const [path, text] of notes.above ?? []) {
    anchorAt(document, path).commentBefore = ` ${text}`;
  }
  for (const path of notes.apart ?? []) {
    anchorAt(document, path).spaceBefore = true;
  }
  const text = document.toString({ lineWidth: 0 });
  // yaml sets a head comment apart from the content; the manifests of such repositories do not
  return notes.head ? text.replace('\n\n', '\n') : text;
}

/**
 * A string as it stands behind a key: in quotes of the given type, and else only where a reader would take it for something
 * other than a string.
 *
 * @internal
 */
export function scalarText(value: string, type?: string | null): string {
  const isQuoted = type === Scalar.QUOTE_DOUBLE || type === Scalar.QUOTE_SINGLE;
  if (!isQuoted) {
    return yamlText(value).trimEnd();
  }
  const scalar = new Scalar(value);
  scalar.type = type;
  return new Document(scalar).toString({ lineWidth: 0 }).trimEnd();
}

function scalarAt(document: Document, path: YamlPath): Scalar {
  const node = document.getIn(path, true);
  if (!isScalar(node)) {
    throw new Error(`No scalar at ${path.join('.')}`);
  }
  return node;
}

/** The node that a comment above `path` is attached to: the key in a map, the item in a list. */
function anchorAt(
  document: Document,
  path: YamlPath,
): { commentBefore?: string | null; spaceBefore?: boolean } {
  const parent = document.getIn(path.slice(0, -1), true) ?? document.contents;
  const last = path[path.length - 1];
  if (isMap(parent)) {
    const pair = parent.items.find(
      item => isScalar(item.key) && item.key.value === last,
    );
    if (pair && isScalar(pair.key)) {
      return pair.key;
    }
  }
  if (isSeq(parent) && typeof last === 'number') {
    const item = parent.items[last];
    if (isMap(item) || isSeq(item) || isScalar(item)) {
      return item;
    }
  }
  throw new Error(`No key or item at ${path.join('.')}`);
}
