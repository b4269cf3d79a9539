import type { FileAddresses } from '@stonegarden/repository-address';
import type { ImageRules } from '@stonegarden/gitops-manifests';
import type { Layer } from '@stonegarden/service-manifest';

/**
 * A file of a source. The path is from the repository's root, with `/` between its parts, and checked already: no `..`,
 * no control characters, at most 1024 characters.
 *
 * @internal
 */
export interface SourceFile {
  path: string;
  text: string;
}

/**
 * Everything that the catalog is made of, as of one commit of a source.
 *
 * @internal
 */
export interface SourceTree {
  /** In order of path. */
  files: SourceFile[];
  /** Names of the folders directly below `environments/`, by path of the service's folder. */
  environmentFolders: Map<string, string[]>;
  /** Paths of the folders of services that have documentation beside them. */
  docsFolders?: string[];
  /** A sentence for each file that was not taken, without its content. */
  refused: string[];
}

/**
 * What differs from what a source held before.
 *
 * @internal
 */
export interface SourceChange {
  changed: SourceFile[];
  /** Paths of files that are gone. */
  removed: string[];
  /** As in {@link SourceTree}, for the service folders whose environments may have changed; absent for no change. */
  environmentFolders?: Map<string, string[]>;
  /** A sentence for each changed file that was not taken, without its content. */
  refused?: string[];
}

/**
 * What is known of a source before anything is read from it.
 *
 * @internal
 */
export interface SourceSettings {
  /** Its key in the configuration. */
  id: string;
  /** Folder that holds the layers, from the repository's root, without slashes around; empty for the root. */
  folder: string;
  /** API group that marks a document as a service manifest. */
  apiGroup: string;
  /** Layer by name of a top folder; absent when folders are called as their layers. */
  layers?: Record<string, Layer>;
  /** Which images may not run where; the usual rules when absent. */
  imageRules?: ImageRules;
  /** Patterns of namespaces that are the cluster's own; the usual ones when absent. */
  reservedNamespaces?: readonly string[];
  /** As of {@link EntityContext}. */
  applicationLabel?: string | false;
  /** As of {@link EntityContext}. */
  annotations?: string[];
  /** As of {@link EntityContext}. */
  groups?: boolean;
  addresses: FileAddresses;
}

/**
 * Something about a source that no service's entity can tell: it stands on the entity of the repository.
 *
 * @internal
 */
export interface SourceNote {
  severity: 'error' | 'warning';
  code: 'source-shrunken' | 'source-unreadable' | 'source-file-refused';
  /** One sentence, without content of files and without hosts or credentials. */
  message: string;
  /** ISO 8601 time since which it has been so, where that matters. */
  since?: string;
}
