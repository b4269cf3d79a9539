/**
 * The services of a repository, as files. All paths are from the repository's root, with `/`.
 *
 * @public
 */
export interface ServiceTree {
  /** Texts of all `service.yaml` files, and of the files below their folders that `isServiceFolderFile` names. */
  files: ReadonlyMap<string, string>;
  /** Names of the folders directly below `environments/`, by path of the service's folder. */
  environmentFolders: ReadonlyMap<string, readonly string[]>;
  /**
   * Paths of all files below a service's folder, by path of that folder, as far as they are known. `files` then has the text of
   * each YAML file among them. What is absent is only told of folders that are here.
   */
  paths?: ReadonlyMap<string, ReadonlySet<string>>;
  /** Texts of the other YAML files of the repository, when all of them are known. */
  others?: ReadonlyMap<string, string>;
}
