import {
  createDiagnostic,
  type Diagnostic,
} from '@stonegarden/service-manifest';
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  Pair,
  parseAllDocuments,
  Scalar,
  YAMLMap,
} from 'yaml';

/**
 * A value, or what is wrong with the file, where, and what would be right.
 *
 * @public
 */
export type KustomizationResult<T> =
  | { ok: true; value: T }
  | { ok: false; diagnostic: Diagnostic };

/** An entry of `images:` with its place in the text. */
export interface ImageNode {
  name: string;
  newName?: string;
  newTag?: string;
  digest?: string;
  map: YAMLMap;
  /** Counted from 1. */
  line: number;
}

/** A parsed kustomization.yaml that still knows where everything stands in its text. */
export interface KustomizationDocument {
  images: ImageNode[];
  value: unknown;
  problem(offset: number, code: string, message: string): Diagnostic;
}

/** The pair of a key in a map, as it stands in the text. */
export function findPair(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find(
    pair => isScalar(pair.key) && String(pair.key.value) === key,
  );
}

/** Strings in YAML 1.2, booleans to kustomize. */
export const YAML_1_1_BOOLEAN = /^(?:y|yes|n|no|on|off)$/i;

class Problem {
  constructor(
    readonly offset: number,
    readonly code: string,
    readonly message: string,
  ) {}
}

function offsetOf(node: unknown): number {
  const ranged = node as { range?: [number, number, number] | null } | null;
  return ranged?.range?.[0] ?? 0;
}

/** A field's text as kustomize takes it, or the problem that keeps it from being read. */
function readField(map: YAMLMap, key: string): string | undefined | Problem {
  const pair = findPair(map, key);
  if (!pair || pair.value === null) {
    return undefined;
  }
  const node = pair.value;
  if (isAlias(node)) {
    return new Problem(
      offsetOf(node),
      'alias-not-supported',
      `\`${key}\` is an alias of the anchor \`&${node.source}\`. Write the value itself, so that a change of one image cannot change another.`,
    );
  }
  if (!isScalar(node)) {
    return new Problem(
      offsetOf(node),
      'wrong-type',
      `\`${key}\` must be a string, for example ${key}: "1.2.3".`,
    );
  }
  if (node.value === null) {
    return new Problem(
      offsetOf(node),
      'empty-value',
      `\`${key}\` is empty (unquoted \`null\` and \`~\` are empty too, and kustomize would deploy \`latest\`). Write the value in quotes.`,
    );
  }
  if (
    typeof node.value !== 'string' ||
    (node.type === 'PLAIN' && YAML_1_1_BOOLEAN.test(node.value))
  ) {
    return new Problem(
      offsetOf(node),
      'not-a-string',
      `\`${key}: ${node.source}\` is not a string to kustomize, which refuses it. Write it in quotes: ${key}: "${node.source}".`,
    );
  }
  return node.value;
}

function readImage(
  item: unknown,
  lineAt: (offset: number) => number,
): ImageNode | Problem {
  if (isAlias(item)) {
    return new Problem(
      offsetOf(item),
      'alias-not-supported',
      `This image is an alias of the anchor \`&${item.source}\`. Write the image itself, so that a change of one cannot change another.`,
    );
  }
  if (!isMap(item)) {
    return new Problem(
      offsetOf(item),
      'wrong-type',
      'An entry of `images` must be a map with `name` and `newTag` or `digest`.',
    );
  }
  const fields: Record<string, string | undefined> = {};
  for (const key of ['name', 'newName', 'newTag', 'digest']) {
    const value = readField(item, key);
    if (value instanceof Problem) {
      return value;
    }
    fields[key] = value;
  }
  const { name, newName, newTag, digest } = fields;
  if (!name) {
    return new Problem(
      offsetOf(item),
      'image-without-name',
      'An entry of `images` has no `name`. Write the image as the base names it, without its tag.',
    );
  }
  return {
    name,
    newName,
    newTag,
    digest,
    map: item,
    line: lineAt(offsetOf(item)),
  };
}

/** Parses a kustomization.yaml for reading and for edits by position. */
export function parseKustomization(
  text: string,
  path: string,
): KustomizationResult<KustomizationDocument> {
  const lines = new LineCounter();
  const problem = (
    offset: number,
    code: string,
    message: string,
  ): Diagnostic => {
    const { line, col } = lines.linePos(offset);
    return createDiagnostic({
      severity: 'error',
      code,
      message,
      file: path,
      line: Math.max(line, 1),
      column: Math.max(col, 1),
    });
  };
  const fail = (offset: number, code: string, message: string) =>
    ({ ok: false, diagnostic: problem(offset, code, message) } as const);

  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    keepSourceTokens: true,
  });
  if (!Array.isArray(documents) || documents.length === 0) {
    return fail(0, 'empty-file', 'The file is empty.');
  }
  if (documents.length > 1) {
    return fail(
      offsetOf(documents[1].contents),
      'several-documents',
      'The file holds several YAML documents; a kustomization is one.',
    );
  }
  const [document] = documents;
  const [error] = document.errors;
  if (error) {
    return fail(
      error.pos[0],
      'syntax-error',
      `Not valid YAML: ${error.message}`,
    );
  }
  if (!isMap(document.contents)) {
    return fail(0, 'wrong-type', 'A kustomization must be a map of fields.');
  }
  const list = findPair(document.contents, 'images')?.value;
  const images: ImageNode[] = [];
  if (list && !(isScalar(list) && list.value === null)) {
    if (!isSeq(list)) {
      return fail(
        offsetOf(list),
        'wrong-type',
        '`images` must be a list of maps with `name` and `newTag` or `digest`.',
      );
    }
    for (const item of list.items) {
      const image = readImage(item, offset => lines.linePos(offset).line);
      if (image instanceof Problem) {
        return fail(image.offset, image.code, image.message);
      }
      if (images.some(other => other.name === image.name)) {
        return fail(
          offsetOf(item),
          'duplicate-image',
          `The image \`${image.name}\` is listed twice. Keep one entry.`,
        );
      }
      images.push(image);
    }
  }
  return {
    ok: true,
    value: { images, value: document.toJS(), problem },
  };
}

/** Narrows to a scalar that can be replaced where it stands: no anchor, no block scalar. */
export function isPlainOrQuoted(node: unknown): node is Scalar {
  return (
    isScalar(node) &&
    (node.type === 'PLAIN' ||
      node.type === 'QUOTE_DOUBLE' ||
      node.type === 'QUOTE_SINGLE')
  );
}
