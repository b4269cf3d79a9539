import {
  createDiagnostic,
  type Diagnostic,
  type ManifestEnvironment,
  type ServiceManifest,
} from '@stonegarden/service-manifest';
import { formatImage } from '../image';
import { findHelmFiles } from '../helm/findHelmFiles';
import { readHelmRelease } from '../helm/helmRelease';
import { fileOf } from './fileOf';
import type { FolderReader } from './FolderReader';

/**
 * What Helm's values say of an environment.
 *
 * @internal
 */
export interface CheckedValues {
  /** The images that they name; undefined where they do not tell. */
  images?: string[];
  /** Whether more than the name of a file says that Helm deploys the environment. */
  isStated: boolean;
  diagnostics: Diagnostic[];
}

/**
 * The images of an environment in Helm's values, of the files that are at hand; others are not missed.
 *
 * @internal
 */
export function checkHelmValues(
  manifest: ServiceManifest,
  { name }: ManifestEnvironment,
  reader: Pick<FolderReader, 'text'>,
): CheckedValues {
  const found = findHelmFiles(
    '',
    name,
    path => {
      const text = reader.text(path);
      return text === undefined ? 'absent' : { kind: 'file', text };
    },
    manifest.release?.helm ?? 'none',
  );
  if (found.kind !== 'found') {
    const isStated = found.kind !== 'absent' || found.isStated;
    return { isStated, diagnostics: [] };
  }
  const { isStated } = found;
  const release = readHelmRelease(found.environment);
  if (release.ok) {
    const images = release.value.images
      .filter(({ isOff }) => !isOff)
      .map(({ name: image, version: { tag, digest } }) =>
        formatImage({ name: image, tag, digest }),
      );
    return { isStated, images: [...new Set(images)], diagnostics: [] };
  }
  const { at, message } = release;
  return {
    isStated,
    diagnostics: [
      createDiagnostic({
        severity: 'warning',
        code: 'release-not-proven',
        message: `The images of "${name}" cannot be told from the files of this folder, so its release is not known: ${message}`,
        ...at,
        file: fileOf(manifest, at.file),
      }),
    ],
  };
}
