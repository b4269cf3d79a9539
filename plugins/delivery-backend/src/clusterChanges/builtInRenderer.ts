import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import {
  KUSTOMIZATION_NAMES,
  readRenderedManifests,
} from '@stonegarden/gitops-manifests';
import { toRepositoryFile } from '../releases/toRepositoryFile';
import type { ManifestRenderer } from './ManifestRenderer';

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The portal's own reading of kustomizations: no process, no network, and nothing but the files that the folder leads to. */
export const builtInRenderer: ManifestRenderer = {
  id: 'stonegarden',

  async render({ folder, read }, { signal }) {
    const roots = KUSTOMIZATION_NAMES.map(name => posix.join(folder, name));
    let isAbsent = true;
    const rendered = await readRenderedManifests(
      folder,
      async path => {
        signal.throwIfAborted();
        const file = await read(path);
        if (file && roots.includes(path)) {
          isAbsent = false;
        }
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
          status: isAbsent ? 'absent' : 'unknown',
          reason: createReason('ManifestsInvalid', params),
        };
  },
};
