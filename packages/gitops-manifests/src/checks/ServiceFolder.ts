import type { Diagnostic } from '@stonegarden/service-manifest';

/**
 * What lies in the folder of a service beside its `service.yaml`.
 *
 * @public
 */
export interface ServiceFolder {
  /** Texts of the files that `isServiceFolderFile` names, by path below the service's folder. */
  files: ReadonlyMap<string, string>;
  /** Names of the folders directly below `environments/`; empty when there is no such folder. */
  directories: readonly string[];
  /**
   * Paths of all files below the service's folder, where that is known; `files` then has the text of each YAML file among
   * them. Without it nothing is said about what is absent.
   */
  paths?: ReadonlySet<string>;
  /**
   * Namespaces that manifests elsewhere in the repository have network policies for, where that is known; without it nothing is
   * said about policies that are absent.
   */
  guardedNamespaces?: ReadonlySet<string>;
}

/**
 * The images that kustomize renders of one environment.
 *
 * @public
 */
export interface EnvironmentRelease {
  environment: string;
  /** References such as `name:tag`, `name@digest` or `name:tag@digest`, each once; those that the overlay pins first. */
  images: string[];
}

/**
 * What a service's folder says beside its manifest.
 *
 * @public
 */
export interface ServiceFolderResult {
  /** Each at the file, line and column that is wrong. */
  diagnostics: Diagnostic[];
  /** Environments whose images can be proven from the files, in the order of the manifest. */
  releases: EnvironmentRelease[];
}
