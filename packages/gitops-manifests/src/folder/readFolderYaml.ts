import { readPlainYaml } from '@stonegarden/service-manifest';
import { isNode, LineCounter, parseAllDocuments } from 'yaml';

/** Characters of one file; a manifest beyond that is an accident or an attack. */
const MAX_LENGTH = 256 * 1024;
const MAX_ALIASES = 100;

/**
 * The documents of a YAML file, or what keeps them from being read and where.
 *
 * @internal
 */
export type FolderYaml =
  | { ok: true; values: unknown[] }
  | { ok: false; message: string; line: number; column: number };

/**
 * Reads a manifest below a service's folder: quickly where it is written as most are, else with a whole parser. Both give
 * the same. Never throws.
 *
 * @internal
 */
export function readFolderYaml(text: string): FolderYaml {
  if (text.length > MAX_LENGTH) {
    return {
      ok: false,
      message: `this file is larger than ${
        MAX_LENGTH / 1024
      } KiB: split it, or move data out of it`,
      line: 1,
      column: 1,
    };
  }
  const values = readPlainYaml(text);
  return values ? { ok: true, values } : parseWhole(text);
}

/** {@link readFolderYaml} without its short way. */
function parseWhole(text: string): FolderYaml {
  const lines = new LineCounter();
  try {
    const documents = [...parse(text, lines)];
    for (const { errors } of documents) {
      if (errors[0]) {
        const { line, col } = lines.linePos(errors[0].pos[0]);
        return {
          ok: false,
          message: `this is not valid YAML: ${errors[0].message}`,
          line: Math.max(1, line),
          column: Math.max(1, col),
        };
      }
    }
    return {
      ok: true,
      values: documents.map(one => one.toJS({ maxAliasCount: MAX_ALIASES })),
    };
  } catch {
    // Aliases that expand to too much, or nesting beyond the stack
    return {
      ok: false,
      message:
        'this cannot be read as YAML: write plain maps, lists and texts, without aliases in aliases',
      line: 1,
      column: 1,
    };
  }
}

/**
 * Where the value at a path of a file's document stands; where there is none, the value around it. Costs a whole parse:
 * for files in which something is wrong.
 *
 * @param index - which document of the file, from 0
 * @internal
 */
export function positionIn(
  text: string,
  path: Array<string | number>,
  index = 0,
): { line: number; column: number } {
  const lines = new LineCounter();
  try {
    const document = [...parse(text, lines)][index];
    for (let length = path.length; length > 0; length -= 1) {
      const node = document?.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) {
        const { line, col } = lines.linePos(node.range[0]);
        return { line: Math.max(1, line), column: Math.max(1, col) };
      }
    }
  } catch {
    // A file that cannot be parsed a second time has been reported already
  }
  return { line: 1, column: 1 };
}

function parse(text: string, lineCounter: LineCounter) {
  return parseAllDocuments(text, {
    lineCounter,
    prettyErrors: false,
    logLevel: 'silent',
    merge: true,
  });
}
