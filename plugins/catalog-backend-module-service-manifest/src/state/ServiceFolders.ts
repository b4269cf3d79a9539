import {
  checkServiceFolder,
  type ImageRules,
  type ServiceFolder,
  type ServiceFolderResult,
} from '@stonegarden/gitops-manifests';
import type { ServiceManifest } from '@stonegarden/service-manifest';
import { splitServiceFile } from '../sources/FileSelection';
import type { SourceFile } from '../sources/types';

const NOTHING: ServiceFolderResult = { diagnostics: [], releases: [] };

interface Folder {
  /** Texts by path below the service's folder: a later change brings only some of them. */
  files: Map<string, string>;
  directories: string[];
  hasDocs: boolean;
  /** Of the last check, while nothing that it looked at has changed. */
  checked?: { manifest: ServiceManifest; result: ServiceFolderResult };
}

/**
 * Remembers what lies beside the manifests, and checks a folder only when something in it or its manifest is another
 * than before.
 *
 * @internal
 */
export class ServiceFolders {
  readonly #imageRules?: ImageRules;
  readonly #byPath = new Map<string, Folder>();
  /** How many folders have environments. */
  #withEnvironments = 0;

  constructor(imageRules?: ImageRules) {
    this.#imageRules = imageRules;
  }

  /** Takes over a file of a service's folder; one that lies in no such folder is passed over. */
  set({ path, text }: SourceFile): void {
    const [folderPath, below] = split(path);
    const folder = this.#at(folderPath);
    if (folder.files.get(below) !== text) {
      folder.files.set(below, text);
      folder.checked = undefined;
    }
  }

  delete(path: string): void {
    const [folderPath, below] = split(path);
    const folder = this.#byPath.get(folderPath);
    if (folder?.files.delete(below)) {
      folder.checked = undefined;
    }
  }

  /** Paths of all files that were taken over. */
  *paths(): Iterable<string> {
    for (const [path, { files }] of this.#byPath) {
      for (const below of files.keys()) {
        yield path ? `${path}/${below}` : below;
      }
    }
  }

  /** Sets the names of the folders below `environments/`, by path of the service's folder. */
  setEnvironments(byFolder: Map<string, string[]>): void {
    for (const [path, directories] of byFolder) {
      const folder = this.#at(path);
      if (folder.directories.join('/') !== directories.join('/')) {
        this.#withEnvironments +=
          Number(directories.length > 0) -
          Number(folder.directories.length > 0);
        folder.directories = directories;
        folder.checked = undefined;
      }
    }
  }

  /** Sets which folders have environments and documentation: these and no others. */
  setInventory(environments: Map<string, string[]>, docs: string[]): void {
    const documented = new Set(docs);
    for (const [path, folder] of this.#byPath) {
      folder.hasDocs = documented.has(path);
      if (folder.directories.length > 0 && !environments.has(path)) {
        this.setEnvironments(new Map([[path, []]]));
      }
    }
    this.setEnvironments(environments);
    for (const path of documented) {
      this.#at(path).hasDocs = true;
    }
  }

  /** Forgets a folder whose manifest is gone. */
  forget(path: string): void {
    this.setEnvironments(new Map([[path, []]]));
    this.#byPath.delete(path);
  }

  /** What a folder says; `result` is the same object as before, while nothing that it comes from has changed. */
  check(manifest: ServiceManifest): {
    result: ServiceFolderResult;
    hasDocs: boolean;
  } {
    const folder = this.#at(manifest.location.directory);
    const { hasDocs } = folder;
    if (this.#isElsewhere(folder)) {
      return { result: NOTHING, hasDocs };
    }
    if (folder.checked?.manifest !== manifest) {
      const result = checkServiceFolder(manifest, folder, this.#imageRules);
      folder.checked = { manifest, result };
    }
    return { result: folder.checked.result, hasDocs };
  }

  /** What {@link ServiceFolders.check} would look at; undefined when it would look at nothing. */
  find(path: string): ServiceFolder | undefined {
    const folder = this.#at(path);
    if (this.#isElsewhere(folder)) {
      return undefined;
    }
    const { files, directories } = folder;
    return { files, directories };
  }

  /** Takes over what somebody else found by checking a folder as it is now. */
  adopt(manifest: ServiceManifest, result: ServiceFolderResult): void {
    this.#at(manifest.location.directory).checked = { manifest, result };
  }

  /** A source in which no service has environments in folders keeps what is deployed elsewhere, unless Helm's values are here. */
  #isElsewhere({ files }: Folder): boolean {
    return (
      this.#withEnvironments === 0 &&
      [...files.keys()].every(path => path.startsWith('monitoring/'))
    );
  }

  #at(path: string): Folder {
    let folder = this.#byPath.get(path);
    if (!folder) {
      folder = { files: new Map(), directories: [], hasDocs: false };
      this.#byPath.set(path, folder);
    }
    return folder;
  }
}

/** Path of a service's folder, and of the file below it. */
function split(path: string): [string, string] {
  return splitServiceFile(path) ?? ['', path];
}
