import {
  type Alias,
  type Document,
  type Node,
  type ParsedNode,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  parseAllDocuments,
} from 'yaml';
import { createDiagnostic } from '../diagnostics/createDiagnostic';
import type { Diagnostic } from '../diagnostics/Diagnostic';
import { describeSyntaxError } from './describeSyntaxError';
import { LineIndex } from './LineIndex';
import { LIMITS } from './limits';
import { PositionIndex } from './PositionIndex';
import { shorten } from '../diagnostics/shorten';

const DUPLICATE_KEY = describeSyntaxError('DUPLICATE_KEY', '');

const tooManyAliases = {
  code: 'too-many-aliases',
  message: `There are more than ${LIMITS.aliases} aliases (*name): write the values out`,
};

/**
 * One document of a YAML file.
 *
 * @internal
 */
export interface YamlDocument {
  positions: PositionIndex;
  /** Content as plain values; best effort where `diagnostics` has errors, undefined where nothing can be read. */
  value: unknown;
  /** What is wrong with this document as YAML. */
  diagnostics: Diagnostic[];
}

/**
 * Reads every document of a YAML file within bounds. Never throws: what is wrong is in the documents' diagnostics.
 *
 * @internal
 */
export function readDocuments(text: string, path: string): YamlDocument[] {
  const lines = new LineIndex(text);
  const documents = parseAllDocuments(text, {
    prettyErrors: false,
    merge: true,
    // Would compare each key with every other one; `findDuplicateKeys` needs a single pass.
    uniqueKeys: false,
    logLevel: 'silent',
  });
  return [...documents].map(document =>
    readDocument(document, new PositionIndex(document, lines), path),
  );
}

function readDocument(
  document: Document.Parsed<ParsedNode>,
  positions: PositionIndex,
  path: string,
): YamlDocument {
  const diagnostics: Diagnostic[] = [];
  const add = (
    severity: Diagnostic['severity'],
    code: string,
    offset: number,
    message: string,
  ) =>
    diagnostics.push(
      createDiagnostic({
        severity,
        code,
        message,
        file: path,
        ...positions.atOffset(offset),
      }),
    );

  const bounded = checkBounds(document, add);
  // Errors after the first one usually follow from it.
  // How deep the parser gets depends on its stack, and so do its errors beyond that; our own limit has reported it already.
  const isCutOff =
    !bounded && document.errors.some(one => one.code === 'RESOURCE_EXHAUSTION');
  const errors = isCutOff ? [] : document.errors.slice(0, 1);
  for (const { code, message, pos } of errors) {
    add('error', 'yaml-syntax', pos[0], describeSyntaxError(code, message));
  }
  for (const { code, message, pos } of document.warnings.slice(
    0,
    LIMITS.diagnostics,
  )) {
    add('warning', 'yaml-syntax', pos[0], describeSyntaxError(code, message));
  }
  const value = bounded ? toValue(document, add) : undefined;
  diagnostics.sort((a, b) => a.line - b.line);
  return { positions, value, diagnostics };
}

type Add = (
  severity: Diagnostic['severity'],
  code: string,
  offset: number,
  message: string,
) => void;

/** Checks depth and aliases before anything expands them. False when the content must not be expanded. */
function checkBounds(document: Document.Parsed<ParsedNode>, add: Add): boolean {
  let aliases = 0;
  let values = 0;
  let duplicates = 0;
  let isSound = true;
  /** False when there is no point in looking further. */
  const look = (node: unknown, around: Node[]): boolean => {
    values += 1;
    if (values > LIMITS.values && isNode(node)) {
      const message = `There are more than ${LIMITS.values} keys and values: a service manifest does not need that many`;
      add('error', 'too-many-values', startOf(node), message);
      isSound = false;
      return false;
    }
    if (isAlias(node)) {
      aliases += 1;
      const problem =
        aliases > LIMITS.aliases
          ? tooManyAliases
          : problemOfAlias(node, document, around);
      if (problem) {
        add('error', problem.code, startOf(node), problem.message);
        isSound = false;
      }
      return aliases <= LIMITS.aliases;
    }
    if (!isCollection(node)) {
      return true;
    }
    if (around.length > LIMITS.depth) {
      const message = `The nesting is too deep: write at most ${LIMITS.depth} levels`;
      add('error', 'nested-too-deep', startOf(node), message);
      isSound = false;
      return false;
    }
    for (const key of findDuplicateKeys(node)) {
      add('error', 'yaml-syntax', startOf(key), DUPLICATE_KEY);
      duplicates += 1;
    }
    around.push(node);
    const isBounded = node.items.every((item: unknown) =>
      isPair(item)
        ? look(item.key, around) && look(item.value, around)
        : look(item, around),
    );
    around.pop();
    return isBounded && duplicates < LIMITS.diagnostics;
  };
  look(document.contents, []);
  return isSound;
}

function problemOfAlias(
  alias: Alias,
  document: Document,
  around: Node[],
): { code: string; message: string } | undefined {
  const target = alias.resolve(document);
  const code = 'yaml-syntax';
  const name = shorten(alias.source);
  if (!target) {
    return {
      code,
      message: `This is not valid YAML: *${name} refers to nothing: define &${name} before it, or put the string in quotes`,
    };
  }
  return around.includes(target)
    ? { code, message: `*${name} contains itself: write the value out` }
    : undefined;
}

/** Keys of a map that repeat an earlier one; `<<` may appear more than once. */
function findDuplicateKeys(node: Node): Node[] {
  if (!isMap(node)) {
    return [];
  }
  const seen = new Set<unknown>();
  return node.items.flatMap(({ key }): Node[] => {
    if (!isScalar(key) || key.value === '<<' || !seen.has(key.value)) {
      seen.add(isScalar(key) ? key.value : key);
      return [];
    }
    return [key];
  });
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function toValue(document: Document.Parsed<ParsedNode>, add: Add): unknown {
  try {
    return document.toJS({ maxAliasCount: LIMITS.aliases });
  } catch (error) {
    if (document.errors.length === 0) {
      const tooMany =
        error instanceof ReferenceError && /alias count/.test(error.message);
      add(
        'error',
        tooMany ? 'too-many-aliases' : 'yaml-syntax',
        document.range[0],
        tooMany
          ? `The aliases (*name) expand to too much: write the values out`
          : 'This document cannot be read as YAML: write plain maps, lists and strings',
      );
    }
    return undefined;
  }
}
