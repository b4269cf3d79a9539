import {
  type Document,
  type ParsedNode,
  isCollection,
  parseAllDocuments,
  visit,
} from 'yaml';
import { createDiagnostic, type Diagnostic } from './Diagnostic';
import { describeSyntaxError } from './describeSyntaxError';
import { LineIndex } from './LineIndex';
import { LIMITS } from './limits';
import { PositionIndex } from './PositionIndex';

/**
 * One document of a YAML file.
 *
 * @internal
 */
export type YamlDocument = {
  positions: PositionIndex;
  /** Content as plain values; best effort where `diagnostics` has errors, undefined where nothing can be read. */
  value: unknown;
  /** What is wrong with this document as YAML. */
  diagnostics: Diagnostic[];
};

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
  // What follows a first error mostly comes from it; keys that are there twice stand for themselves.
  const errors = document.errors.filter(
    (error, index) => index === 0 || error.code === 'DUPLICATE_KEY',
  );
  for (const { code, message, pos } of errors) {
    add('error', 'yaml-syntax', pos[0], describeSyntaxError(code, message));
  }
  for (const { code, message, pos } of document.warnings) {
    add('warning', 'yaml-syntax', pos[0], describeSyntaxError(code, message));
  }
  const value = bounded ? toValue(document, add) : undefined;
  return { positions, value, diagnostics };
}

type Add = (
  severity: Diagnostic['severity'],
  code: string,
  offset: number,
  message: string,
) => void;

/** Looks at depth and aliases before anything expands them. False when the content must not be expanded. */
function checkBounds(document: Document.Parsed<ParsedNode>, add: Add): boolean {
  let aliases = 0;
  let ok = true;
  visit(document, {
    Node(_key, node, ancestors) {
      if (ancestors.filter(isCollection).length > LIMITS.depth) {
        add(
          'error',
          'nested-too-deep',
          node.range?.[0] ?? 0,
          `The nesting is too deep: write at most ${LIMITS.depth} levels`,
        );
        ok = false;
        return visit.BREAK;
      }
      return undefined;
    },
  });
  if (!ok) {
    return false;
  }
  visit(document, {
    Alias(_key, alias, ancestors) {
      const offset = alias.range?.[0] ?? 0;
      aliases += 1;
      if (aliases > LIMITS.aliases) {
        add(
          'error',
          'too-many-aliases',
          offset,
          `There are more than ${LIMITS.aliases} aliases (*name): write the values out`,
        );
        ok = false;
        return visit.BREAK;
      }
      const target = alias.resolve(document);
      if (!target) {
        add(
          'error',
          'yaml-syntax',
          offset,
          `This is not valid YAML: *${alias.source} refers to nothing: define &${alias.source} before it, or put the text in quotes`,
        );
        ok = false;
      } else if (ancestors.includes(target)) {
        add(
          'error',
          'yaml-syntax',
          offset,
          `*${alias.source} contains itself: write the value out`,
        );
        ok = false;
      }
      return undefined;
    },
  });
  return ok;
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
          : 'This document cannot be read as YAML: write plain maps, lists and texts',
      );
    }
    return undefined;
  }
}
