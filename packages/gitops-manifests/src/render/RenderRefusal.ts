import type { FilePosition } from './RepositoryFile';

/**
 * Why the images of a folder cannot be proven from its files, where, and what to do.
 *
 * @internal
 */
export class RenderRefusal {
  constructor(
    readonly at: FilePosition,
    readonly message: string,
    /** The path that was not found, where that is the reason. */
    readonly missing?: string,
  ) {}
}
