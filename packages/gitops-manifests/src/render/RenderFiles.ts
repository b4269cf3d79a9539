import { KUSTOMIZATION_NAMES } from '../kustomize/kustomizationNames';
import { joinPath } from './joinPath';
import { KustomizationSource, type ListEntry } from './KustomizationSource';
import { type Manifest, readManifests } from './Manifest';
import { manifestHeaders } from './manifestHeaders';
import { RenderRefusal } from './RenderRefusal';
import type { FileLookup, FilePosition } from './RepositoryFile';
import { UnsupportedRefusal } from './UnsupportedRefusal';

const MANIFEST_NAME = /\.(?:ya?ml|json)$/;
/** What kustomize takes for a repository or an address. Without a scheme that is GitHub only: `argoproj.io/` is a folder. */
const REMOTE =
  /:\/\/|^git::|^[\w.-]+@[\w.-]+:|^github\.com[/:]|[?&](?:ref|version)=/i;

/**
 * The files that a kustomization refers to, each parsed at most once.
 *
 * @internal
 */
export class RenderFiles {
  readonly #lookup: FileLookup;
  readonly #isWhole: boolean;
  readonly #sources = new Map<string, KustomizationSource>();
  readonly #manifests = new Map<string, Manifest[]>();
  /** Paths that were not read yet. */
  readonly unread = new Set<string>();

  /** @param isWhole - whether more is asked for than what images depend on, so that each file has to be parsed */
  constructor(lookup: FileLookup, isWhole = false) {
    this.#lookup = lookup;
    this.#isWhole = isWhole;
  }

  /** What an entry of `resources` leads to: a folder or a file; undefined while that is unread. */
  resource(
    source: KustomizationSource,
    entry: ListEntry<string>,
  ): KustomizationSource | Manifest[] | undefined {
    const path = this.#pathOf(source, entry);
    const asFile = () => {
      const text = this.#text(path, entry.at);
      return text === undefined ? undefined : this.#read(path, text);
    };
    const asFolder = () => this.#kustomization(path, entry.at);
    const found = MANIFEST_NAME.test(path)
      ? [asFile, asFolder]
      : [asFolder, asFile];
    for (const look of found) {
      const result = look();
      if (result !== undefined || this.unread.size > 0) {
        return result;
      }
    }
    throw missing(entry, path);
  }

  /** The folder that an entry of `components` leads to; undefined while that is unread. */
  component(
    source: KustomizationSource,
    entry: ListEntry<string>,
  ): KustomizationSource | undefined {
    const path = this.#pathOf(source, entry);
    const found = this.#kustomization(path, entry.at);
    if (found === undefined && this.unread.size === 0) {
      throw missing(entry, path);
    }
    return found;
  }

  /** The text of a file that a field names; undefined while it is unread. */
  text(
    source: KustomizationSource,
    entry: ListEntry<string>,
  ): { text: string; path: string } | undefined {
    const path = this.#pathOf(source, entry);
    const text = this.#text(path, entry.at);
    if (text === undefined) {
      if (this.unread.size > 0) {
        return undefined;
      }
      throw missing(entry, path);
    }
    return { text, path };
  }

  /** The kustomization of the folder to render; undefined while that is unread. */
  root(folder: string): KustomizationSource | undefined {
    const file = joinPath(folder, KUSTOMIZATION_NAMES[0]) ?? folder;
    const at = { file, line: 1, column: 1 };
    const found = this.#kustomization(folder, at);
    if (found === undefined && this.unread.size === 0) {
      throw new RenderRefusal(
        at,
        'this file is missing: add it, with `resources`',
        file,
      );
    }
    return found;
  }

  #pathOf(source: KustomizationSource, { value, at }: ListEntry<string>) {
    if (REMOTE.test(value)) {
      throw new UnsupportedRefusal(
        at,
        `\`${value}\` is not in this repository, so its images cannot be told from files: copy what is there into the repository`,
      );
    }
    const path = joinPath(source.folder, value);
    if (path === undefined) {
      throw new RenderRefusal(
        at,
        `\`${value}\` leads out of the repository: write a path inside it`,
      );
    }
    return path;
  }

  #kustomization(
    folder: string,
    at: FilePosition,
  ): KustomizationSource | undefined {
    for (const name of KUSTOMIZATION_NAMES) {
      const path = folder ? `${folder}/${name}` : name;
      const known = this.#sources.get(path);
      if (known) {
        return known;
      }
      const text = this.#text(path, at);
      if (text !== undefined) {
        const source = new KustomizationSource(path, text);
        this.#sources.set(path, source);
        return source;
      }
      if (this.unread.has(path)) {
        return undefined;
      }
    }
    return undefined;
  }

  #read(path: string, text: string): Manifest[] {
    let manifests = this.#manifests.get(path);
    if (!manifests) {
      const headers = this.#isWhole ? undefined : manifestHeaders(text, path);
      manifests = headers ?? readManifests(text, path);
      this.#manifests.set(path, manifests);
    }
    return manifests;
  }

  /** Undefined where the file does not exist, or was not read yet. */
  #text(path: string, at: FilePosition): string | undefined {
    const found = this.#lookup(path);
    if (found === 'absent') {
      return undefined;
    }
    if (found === 'unread') {
      this.unread.add(path);
      return undefined;
    }
    if (found.kind === 'link') {
      throw new UnsupportedRefusal(
        at.file === path ? { file: path, line: 1, column: 1 } : at,
        `${path} is a symbolic link to ${found.target}, and links are not followed: put the file itself in its place`,
      );
    }
    return found.text;
  }
}

function missing({ value, at }: ListEntry<string>, path: string) {
  return new RenderRefusal(
    at,
    `\`${value}\` leads to ${path}, which is not there: add it, or remove the entry`,
    path,
  );
}
