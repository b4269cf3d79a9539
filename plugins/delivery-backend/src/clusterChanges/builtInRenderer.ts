import { createHash } from 'node:crypto';
import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { readRenderedManifests } from '@stonegarden/gitops-manifests';
import { toRepositoryFile } from '../releases/toRepositoryFile';
import type { ManifestRenderer } from './ManifestRenderer';

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The portal's own reading of kustomizations: no process, no network, and nothing but the files that the folder leads to. */
export const builtInRenderer: ManifestRenderer = {
  id: 'stonegarden',

  async render({ folder, read }, { signal }) {
    const rendered = await readRenderedManifests(
      folder,
      async path => {
        signal.throwIfAborted();
        const file = await read(path);
        return file && toRepositoryFile(file);
      },
      { sha256 },
    );
    if (rendered.kind === 'rendered') {
      return { status: 'rendered', manifests: rendered.manifests };
    }
    const { at, message, isUnsupported } = rendered;
    const params = { ...at, detail: message };
    return isUnsupported
      ? {
          status: 'unsupported',
          reason: createReason('ManifestsNotRendered', params),
        }
      : {
          status: 'unknown',
          reason: createReason('ManifestsInvalid', params),
        };
  },
};
