import type { FileAddresses } from '@stonegarden/repository-address';
import type { Layer } from '@stonegarden/service-manifest';

/**
 * What entities are told about where they come from.
 *
 * @internal
 */
export interface EntityContext {
  /** Of the source; absent for a manifest that was registered by itself. */
  id?: string;
  /** Folder that holds the layers, from the repository's root; empty for the root. */
  folder: string;
  /** Layer by name of a folder; absent when folders are called as their layers. */
  layers?: Record<string, Layer>;
  /**
   * Label by which Applications of Argo CD name their service; false when they do so otherwise. The label of this suite when
   * absent.
   */
  applicationLabel?: string | false;
  /** Prefixes of keys of annotations and labels that manifests may have; see `takesKey`. None when absent. */
  annotations?: string[];
  /** Whether the teams become Groups; false where an organization provider gives them. True when absent. */
  groups?: boolean;
  addresses: FileAddresses;
}

/**
 * Address of a folder of the context's root folder.
 *
 * @internal
 */
export function rootFolderUrl(context: EntityContext, name?: string): string {
  const path = [context.folder, name].filter(Boolean).join('/');
  return context.addresses.folderUrl(path);
}
