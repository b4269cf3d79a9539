import { isServiceFolderFile } from '@stonegarden/gitops-manifests';
import { isManifestPath } from '@stonegarden/service-manifest';
import { Minimatch } from 'minimatch';

/**
 * What a file is to the catalog.
 *
 * - `manifest`: a `service.yaml`.
 * - `service`: a file of a service's folder that checks and Releases are made from.
 * - `team`: the list of teams, or a file that tells that a team exists.
 *
 * @internal
 */
export type FileRole = 'manifest' | 'service' | 'team';

/**
 * Which manifests of a source are wanted, by globs over the path below its root folder.
 *
 * @internal
 */
export interface SelectionSettings {
  /** Folder that holds the layers, from the repository's root; empty for the root. */
  folder: string;
  /** All when empty. */
  include: string[];
  exclude: string[];
}

/** The files of a service beside its manifest: those of its environments first, which may have a folder `monitoring`, too. */
const SERVICE_FILES = [
  /^(?:(.*)\/)?(environments\/[^/]+\/.+)$/,
  /^(?:(.*)\/)?(monitoring\/.+)$/,
  /^(?:(.*)\/)?((?:chart|values|applications)\/[^/]+\.yaml)$/,
  /^(?:(.*)\/)?((?:Chart|values[^/]*|application[^/]*)\.yaml)$/,
];

/**
 * Tells which files of a source are wanted. Asked for every path of an archive, so it is quick about the others.
 *
 * @internal
 */
export class FileSelection {
  readonly #prefix: string;
  readonly #include: Minimatch[];
  readonly #exclude: Minimatch[];

  constructor({ folder, include, exclude }: SelectionSettings) {
    this.#prefix = folder ? `${folder}/` : '';
    this.#include = include.map(toMatcher);
    this.#exclude = exclude.map(toMatcher);
  }

  /** What a file is to the catalog, undefined for nothing; the path is from the repository's root. */
  roleOf(path: string): FileRole | undefined {
    if (!path.startsWith(this.#prefix)) {
      return undefined;
    }
    const below = path.slice(this.#prefix.length);
    // A path that is refused later, for its backslashes, has to be seen first.
    if (/(^|[/\\])service\.yaml$/.test(below)) {
      return this.#isSelected(below) ? 'manifest' : undefined;
    }
    if (
      below === 'bootstrap/teams.yaml' ||
      /^teams\/[^/]+\/[^/]+\.yaml$/.test(below)
    ) {
      return 'team';
    }
    const [, inFolder] = splitServiceFile(below) ?? [];
    return inFolder && isServiceFolderFile(inFolder) ? 'service' : undefined;
  }

  #isSelected(below: string): boolean {
    const matches = (matcher: Minimatch) => matcher.match(below);
    return (
      (this.#include.length === 0 || this.#include.some(matches)) &&
      !this.#exclude.some(matches)
    );
  }
}

/**
 * Splits the path of a file that lies beside a manifest, into the folder of the service and the path below it; undefined for
 * other files.
 *
 * @internal
 */
export function splitServiceFile(path: string): [string, string] | undefined {
  for (const pattern of SERVICE_FILES) {
    const [, folder = '', below] = pattern.exec(path) ?? [];
    if (below) {
      return [folder, below];
    }
  }
  return undefined;
}

/** Folder of a manifest or of a file that {@link FileSelection} calls `service`. */
export function serviceFolderOf(path: string): string {
  if (isManifestPath(path)) {
    return path.replace(/\/?service\.yaml$/, '');
  }
  return splitServiceFile(path)?.[0] ?? path;
}

/**
 * The folder whose documentation a path is: one with a `mkdocs.yml`, or a `docs` folder with a first page.
 *
 * @internal
 */
export function docsFolderOf(path: string): string | undefined {
  const [found, folder = ''] =
    /^(?:(.*)\/)?(?:mkdocs\.ya?ml|docs\/(?:index|README)\.md)$/i.exec(path) ??
    [];
  return found === undefined ? undefined : folder;
}

/**
 * The environments that a path lies in: by folder that has `environments/`, the name below it.
 *
 * @internal
 */
export function environmentsOf(path: string): Array<[string, string]> {
  const found: Array<[string, string]> = [];
  const parts = path.split('/');
  parts.forEach((part, index) => {
    if (part === 'environments' && index + 2 < parts.length) {
      found.push([parts.slice(0, index).join('/'), parts[index + 1]]);
    }
  });
  return found;
}

function toMatcher(glob: string): Minimatch {
  return new Minimatch(glob, { dot: true, nonegate: true, nocomment: true });
}
