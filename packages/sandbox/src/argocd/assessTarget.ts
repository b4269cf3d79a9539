import { toError } from '@backstage/errors';
import type { Snapshot } from '../git/Snapshot';
import { RenderedOverlay, renderOverlay } from '../kustomize/renderOverlay';

/**
 * What an overlay gives at a commit: its content, or Argo CD's message why there is none.
 *
 * @internal
 */
export type Target =
  | { kind: 'rendered'; overlay: RenderedOverlay }
  | { kind: 'failed'; message: string };

/**
 * Renders an application's overlay, with errors in Argo CD's words.
 *
 * @internal
 */
export function assessTarget(snapshot: Snapshot, path: string): Target {
  const failure =
    'Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = ';
  if (!snapshot.hasFolder(path)) {
    return {
      kind: 'failed',
      message: `${failure}${path}: app path does not exist`,
    };
  }
  try {
    return { kind: 'rendered', overlay: renderOverlay(snapshot, path) };
  } catch (error) {
    return {
      kind: 'failed',
      message: `${failure}\`kustomize build <path to cached source>/${path}\` failed exit status 1: Error: ${
        toError(error).message
      }`,
    };
  }
}
