import { type Document, isNode, LineCounter, parseAllDocuments } from 'yaml';

/** Characters of one file; a manifest beyond that is an accident or an attack. */
const MAX_LENGTH = 256 * 1024;
const MAX_ALIASES = 100;
/** Several checks read the same files of a service one after the other. */
const MAX_RECENT = 64;
const recent = new Map<string, FolderYaml>();

/**
 * Line and column of a value in a text, both counted from 1.
 *
 * @internal
 */
export interface TextPosition {
  line: number;
  column: number;
}

/**
 * One document of a YAML file.
 *
 * @internal
 */
export interface FolderDocument {
  value: unknown;
  /** Where the value at a path stands; where there is none, the value around it. */
  positionOf(path: Array<string | number>): TextPosition;
}

/**
 * The documents of a YAML file, or what keeps them from being read and where.
 *
 * @internal
 */
export type FolderYaml =
  | { ok: true; documents: FolderDocument[] }
  | ({ ok: false; message: string } & TextPosition);

/**
 * Reads a manifest below a service's folder. Never throws. The result is shared with who reads the same text next, so it
 * must not be changed.
 *
 * @internal
 */
export function readFolderYaml(text: string): FolderYaml {
  const known = recent.get(text);
  if (known) {
    return known;
  }
  const yaml = parseFolderYaml(text);
  recent.set(text, yaml);
  if (recent.size > MAX_RECENT) {
    const [oldest] = recent.keys();
    recent.delete(oldest);
  }
  return yaml;
}

function parseFolderYaml(text: string): FolderYaml {
  const refuse = (
    message: string,
    position: TextPosition = { line: 1, column: 1 },
  ) => ({ ok: false, message, ...position } as const);
  if (text.length > MAX_LENGTH) {
    return refuse(
      `this file is larger than ${
        MAX_LENGTH / 1024
      } KiB: split it, or move data out of it`,
    );
  }
  const lines = new LineCounter();
  try {
    const documents = [
      ...parseAllDocuments(text, {
        lineCounter: lines,
        prettyErrors: false,
        logLevel: 'silent',
        merge: true,
      }),
    ];
    const error = documents.flatMap(({ errors }) => errors)[0];
    return error
      ? refuse(
          `this is not valid YAML: ${error.message}`,
          positionAt(error.pos[0], lines),
        )
      : {
          ok: true,
          documents: documents.map(document => ({
            value: document.toJS({ maxAliasCount: MAX_ALIASES }),
            positionOf: path => positionIn(document, path, lines),
          })),
        };
  } catch {
    // Aliases that expand to too much, or nesting beyond the stack
    return refuse(
      'this cannot be read as YAML: write plain maps, lists and strings, without aliases in aliases',
    );
  }
}

function positionIn(
  document: Document,
  path: Array<string | number>,
  lines: LineCounter,
): TextPosition {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) {
      return positionAt(node.range[0], lines);
    }
  }
  return { line: 1, column: 1 };
}

function positionAt(offset: number, lines: LineCounter): TextPosition {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}
