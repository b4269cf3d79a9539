import { isMap, visit } from 'yaml';
import { isRecord } from '../kustomize/Kustomization';
import type { FilePosition } from '../render/RepositoryFile';
import { type ParsedDocument, readYaml } from '../yaml/readYaml';

/**
 * Values that Helm merges: those of a file, or those that an Application has in it.
 *
 * @internal
 */
export interface ValuesLayer {
  /** From the repository's root. */
  path: string;
  values: Record<string, unknown>;
  /** Keys below which its values count: the name of a dependency, for the values of its chart. */
  below: readonly string[];
  /** Whether only this environment has the file, so that its versions may be moved. */
  isOwn: boolean;
  /** Where the value of a key stands, without `below`. */
  positionOf(keys: readonly string[]): FilePosition;
  /** Of a file of values; left out for values that are in something else. */
  source?: { text: string; document: ParsedDocument['document'] };
}

/**
 * What keeps values from being read or written, where, and what to do.
 *
 * @internal
 */
export class ValuesProblem {
  constructor(readonly at: FilePosition, readonly message: string) {}
}

/**
 * Reads a file of values.
 *
 * @internal
 */
export function readValuesLayer(
  path: string,
  text: string,
  { below, isOwn }: Pick<ValuesLayer, 'below' | 'isOwn'>,
): ValuesLayer | ValuesProblem {
  const yaml = readYaml(text);
  if (!yaml.ok) {
    const { message, line, column } = yaml;
    return new ValuesProblem({ file: path, line, column }, message);
  }
  const [first, second] = yaml.documents;
  if (second) {
    return new ValuesProblem(
      { file: path, ...second.positionOf([]) },
      'a values file is one YAML document, and Helm passes over the others: remove them',
    );
  }
  const value = first?.value ?? {};
  if (!isRecord(value)) {
    return new ValuesProblem(
      { file: path, line: 1, column: 1 },
      'a values file is a map of keys',
    );
  }
  const template = first && templateIn(first.document);
  if (first && template !== undefined) {
    return new ValuesProblem(
      { file: path, ...first.positionAt(template) },
      '`{{ … }}` is a template, and Helm does not fill in values files: write the value itself',
    );
  }
  return {
    path,
    values: value,
    below,
    isOwn,
    positionOf: keys => ({
      file: path,
      ...(first ? first.positionOf([...keys]) : { line: 1, column: 1 }),
    }),
    ...(first ? { source: { text, document: first.document } } : {}),
  };
}

/** Where a document has a map as a key, as YAML reads a template without quotes. */
function templateIn(document: ParsedDocument['document']): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Pair(_key, { key }) {
      if (isMap(key)) {
        offset = key.range?.[0];
        return visit.BREAK;
      }
      return undefined;
    },
  });
  return offset;
}
