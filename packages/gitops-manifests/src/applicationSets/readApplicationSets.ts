import { type Document, isNode, LineCounter, parseAllDocuments } from 'yaml';
import { isRecord, isText } from '../kustomize/Kustomization';
import type { TextPosition } from '../yaml/readFolderYaml';
import type { YamlPath } from './filesGenerators';

const MAX_LENGTH = 512 * 1024;
const MAX_ALIASES = 100;

/**
 * A YAML document of a file.
 *
 * @internal
 */
export interface TreeDocument {
  /** Path of the file from the repository's root. */
  path: string;
  value: unknown;
  document: Document.Parsed;
  /** Where the value at a path stands; where there is none, the value around it. */
  positionOf(path: YamlPath): TextPosition;
}

/**
 * The documents of a YAML or JSON file; undefined when it cannot be read, as a Helm template cannot. Never throws.
 *
 * @internal
 */
export function readTreeDocuments(
  text: string,
  path: string,
): TreeDocument[] | undefined {
  if (text.length >= MAX_LENGTH) {
    return undefined;
  }
  const lines = new LineCounter();
  const positionAt = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  try {
    const documents = [
      ...parseAllDocuments(text, {
        lineCounter: lines,
        prettyErrors: false,
        logLevel: 'silent',
        merge: true,
      }),
    ];
    return documents.some(({ errors }) => errors.length > 0)
      ? undefined
      : documents.map(document => ({
          path,
          value: withoutLoops(document.toJS({ maxAliasCount: MAX_ALIASES })),
          document,
          positionOf: at => {
            for (let length = at.length; length > 0; length -= 1) {
              const node = document.getIn(at.slice(0, length), true);
              if (isNode(node) && node.range) {
                return positionAt(node.range[0]);
              }
            }
            const [start] = document.contents?.range ?? [0];
            return positionAt(start);
          },
        }));
  } catch {
    return undefined;
  }
}

/** The same value; throws for one that holds itself, as an alias within its own anchor does. */
function withoutLoops(value: unknown): unknown {
  JSON.stringify(value);
  return value;
}

/**
 * Whether a document is an ApplicationSet of Argo CD.
 *
 * @internal
 */
export function isApplicationSet(
  document: TreeDocument,
): document is TreeDocument & { value: Record<string, unknown> } {
  const { value } = document;
  return (
    isRecord(value) &&
    value.kind === 'ApplicationSet' &&
    isText(value.apiVersion) &&
    value.apiVersion.startsWith('argoproj.io/')
  );
}

/**
 * Name of an ApplicationSet, for sentences.
 *
 * @internal
 */
export function applicationSetName({
  metadata,
}: Record<string, unknown>): string {
  const name = isRecord(metadata) ? metadata.name : undefined;
  return isText(name) ? name : 'without a name';
}
