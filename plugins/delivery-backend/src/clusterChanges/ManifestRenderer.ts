import type { Reason } from '@stonegarden/backstage-plugin-delivery-common';
import type { GitFile } from '@stonegarden/backstage-plugin-delivery-node';
import type { Fields } from './KubernetesObject';

/** What is to be rendered: an environment of a service, from the files of its repository at one commit. */
export interface RenderRequest {
  /** The environment's own folder, from the repository's root. */
  folder: string;
  environment: string;
  /** Undefined where there is no file. Errors of the Git host are thrown. */
  read(path: string): Promise<GitFile | undefined>;
}

/**
 * The objects of an environment, or why there are none: `absent` where the folder has nothing in the renderer's format,
 * `unsupported` where the files may be right and another renderer may know what they make, `unknown` where they are wrong.
 */
export type RenderOutcome =
  | { status: 'rendered'; manifests: Fields[] }
  | { status: 'absent' | 'unsupported' | 'unknown'; reason: Reason };

/** Tells the objects that a folder makes, as a format of manifests says it. Never guesses. */
export interface ManifestRenderer {
  /** What it is called where its result is shown. */
  id: string;
  /** Ends soon after the signal is aborted. */
  render(
    request: RenderRequest,
    options: { signal: AbortSignal },
  ): Promise<RenderOutcome>;
}
