import type { FilePosition } from '../render/RepositoryFile';

/**
 * A values file that something lists.
 *
 * @internal
 */
export interface ListedValues {
  path: string;
  /** What lists it. */
  at: FilePosition;
  isOwn: boolean;
  /** Whether Helm goes on without it. */
  isOptional?: boolean;
}
