import type { SourceAddresses } from '../sources/types';

/**
 * Addresses of what entities come from.
 *
 * @internal
 */
export type EntityAddresses = Pick<
  SourceAddresses,
  'fileUrl' | 'folderUrl' | 'treeUrl'
> & {
  /** Folder that holds the layers, from the repository's root. */
  folder: string;
};
