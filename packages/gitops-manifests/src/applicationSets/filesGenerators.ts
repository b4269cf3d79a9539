import { isRecord, isText, listOf } from '../kustomize/Kustomization';
import type { YamlPath } from '../yaml/readYaml';
import { matchesFileGlob } from './fileGlob';
import { matchesSelector } from './matchesSelector';

/**
 * A selector that narrows what a generator of files makes.
 *
 * @internal
 */
export interface GeneratorSelector {
  value: unknown;
  path: YamlPath;
  /** Whether it stands around a generator of several parts. */
  isOuter: boolean;
}

/**
 * A git generator that reads files, with the selectors around it.
 *
 * @internal
 */
export interface FilesGenerator {
  repoURL?: string;
  files: Array<{ path: string; exclude: boolean }>;
  selectors: GeneratorSelector[];
}

const NESTED = ['matrix', 'merge'];
const MAX_DEPTH = 5;

/**
 * The generators of an ApplicationSet that read files from Git, however deep.
 *
 * @internal
 */
export function filesGenerators(
  set: Record<string, unknown>,
): FilesGenerator[] {
  const spec = isRecord(set.spec) ? set.spec : {};
  return inList(spec.generators, ['spec', 'generators'], [], 0);
}

function inList(
  generators: unknown,
  path: YamlPath,
  around: GeneratorSelector[],
  depth: number,
): FilesGenerator[] {
  if (depth > MAX_DEPTH) {
    return [];
  }
  return (listOf(generators) ?? []).flatMap((generator, index) => {
    if (!isRecord(generator)) {
      return [];
    }
    const at = [...path, index];
    const own =
      generator.selector === undefined
        ? []
        : [{ value: generator.selector, path: [...at, 'selector'] }];
    const nested = NESTED.flatMap(kind => {
      const inner = generator[kind];
      return isRecord(inner)
        ? inList(
            inner.generators,
            [...at, kind, 'generators'],
            [...around, ...own.map(one => ({ ...one, isOuter: true }))],
            depth + 1,
          )
        : [];
    });
    const { git } = generator;
    const files = isRecord(git) ? listOf(git.files) ?? [] : [];
    const globs = files.flatMap(one =>
      isRecord(one) && isText(one.path)
        ? [{ path: one.path.replace(/^\//, ''), exclude: one.exclude === true }]
        : [],
    );
    if (!isRecord(git) || globs.length === 0) {
      return nested;
    }
    const selectors = [
      ...around,
      ...own.map(one => ({ ...one, isOuter: false })),
    ];
    const { repoURL } = git;
    return [
      ...nested,
      { ...(isText(repoURL) && { repoURL }), files: globs, selectors },
    ];
  });
}

/**
 * Whether a generator reads a file, as far as its globs tell.
 *
 * @internal
 */
export function readsFile(
  { files }: FilesGenerator,
  path: string,
  how: 'surely' | 'maybe',
): boolean {
  const other = how === 'surely' ? 'maybe' : 'surely';
  return (
    files.some(one => !one.exclude && matchesFileGlob(one.path, path, how)) &&
    !files.some(one => one.exclude && matchesFileGlob(one.path, path, other))
  );
}

/**
 * Whether all selectors of a generator take a file with these parameters; undefined when one of them cannot be read.
 *
 * @internal
 */
export function selects(
  { selectors }: FilesGenerator,
  params: ReadonlyMap<string, string>,
): boolean | undefined {
  const answers = selectors.map(({ value, isOuter }) =>
    matchesSelector(value, params, isOuter),
  );
  return answers.includes(undefined) ? undefined : !answers.includes(false);
}
