import { type Document, isNode, LineCounter, parseAllDocuments } from 'yaml';

/** Characters of one manifest; one beyond that is an accident or an attack. */
const MAX_LENGTH = 256 * 1024;
const MAX_ALIASES = 100;
/** Several checks read the same files of a service one after the other. */
const MAX_RECENT = 64;
const recent = new Map<string, YamlRead>();

/**
 * Line and column of a value in a text, both counted from 1.
 *
 * @internal
 */
export interface TextPosition {
  line: number;
  column: number;
}

/** Keys and indices from a document's root. */
export type YamlPath = Array<string | number>;

/**
 * One document of a YAML file.
 *
 * @internal
 */
export interface ParsedDocument {
  value: unknown;
  document: Document.Parsed;
  /** Where the value at a path stands; where there is none, the value around it. */
  positionOf(path: YamlPath): TextPosition;
  positionAt(offset: number): TextPosition;
}

/**
 * The documents of a YAML file, or what keeps them from being read and where.
 *
 * @internal
 */
export type YamlRead =
  | { ok: true; documents: ParsedDocument[] }
  | ({ ok: false; message: string } & TextPosition);

/**
 * Reads a YAML or JSON file of a repository. Never throws. The result is shared with who reads the same text next, so it must
 * not be changed.
 *
 * @param maxLength - in characters
 * @internal
 */
export function readYaml(text: string, maxLength = MAX_LENGTH): YamlRead {
  if (text.length > maxLength) {
    return refuse(
      `this file is larger than ${
        maxLength / 1024
      } KiB: split it, or move data out of it`,
    );
  }
  const known = recent.get(text);
  if (known) {
    return known;
  }
  const yaml = parseYaml(text);
  recent.set(text, yaml);
  if (recent.size > MAX_RECENT) {
    const [oldest] = recent.keys();
    recent.delete(oldest);
  }
  return yaml;
}

function parseYaml(text: string): YamlRead {
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
            value: withoutLoops(document.toJS({ maxAliasCount: MAX_ALIASES })),
            document,
            positionOf: path => positionIn(document, path, lines),
            positionAt: offset => positionAt(offset, lines),
          })),
        };
  } catch {
    // Aliases that expand to too much or to themselves, or nesting beyond the stack
    return refuse(
      'this cannot be read as YAML: write plain maps, lists and strings, without aliases in aliases',
    );
  }
}

function refuse(
  message: string,
  position: TextPosition = { line: 1, column: 1 },
) {
  return { ok: false, message, ...position } as const;
}

/** The same value; throws for one that holds itself, as an alias within its own anchor does. */
function withoutLoops(value: unknown): unknown {
  JSON.stringify(value);
  return value;
}

function positionIn(
  document: Document.Parsed,
  path: YamlPath,
  lines: LineCounter,
): TextPosition {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) {
      return positionAt(node.range[0], lines);
    }
  }
  return positionAt(document.contents?.range?.[0] ?? 0, lines);
}

function positionAt(offset: number, lines: LineCounter): TextPosition {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}
