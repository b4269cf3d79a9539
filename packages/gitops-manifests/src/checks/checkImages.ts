import {
  createDiagnostic,
  type Diagnostic,
  type ManifestEnvironment,
  type ServiceManifest,
} from '@stonegarden/service-manifest';
import { parseImage } from '../image';
import { FLOATING_TAGS, isFloatingImage } from '../isFloatingTag';
import { releaseImages } from '../render/releaseImages';
import type { RenderedEnvironment } from '../render/RenderedEnvironment';
import { renderImages } from '../render/renderImages';
import type { FilePosition } from '../render/RepositoryFile';
import { fileOf } from './fileOf';
import type { FolderReader } from './FolderReader';

/**
 * What may not run in which environments.
 *
 * @public
 */
export interface ImageRules {
  /** Names of the environments in which an image must stay the same; `production` when left out. */
  protectedEnvironments?: readonly string[];
  /** Tags that move from one image to the next; `FLOATING_TAGS` when left out. */
  floatingTags?: readonly string[];
}

/**
 * The images of an environment, and what is wrong with them.
 *
 * @internal
 */
export interface CheckedImages {
  /** Undefined when they cannot be proven from the files at hand. */
  images?: string[];
  diagnostics: Diagnostic[];
}

/**
 * Whether what an environment pins is what kustomize renders.
 *
 * @internal
 */
export function checkImages(
  manifest: ServiceManifest,
  environment: ManifestEnvironment,
  reader: Pick<FolderReader, 'text'>,
  rules: ImageRules,
): CheckedImages {
  const { name } = environment;
  const warn = (finding: {
    code: string;
    message: string;
    at: FilePosition;
  }) => {
    const { at, ...rest } = finding;
    const file = fileOf(manifest, at.file);
    return createDiagnostic({ severity: 'warning', ...rest, ...at, file });
  };
  const result = renderImages(`environments/${name}`, path => {
    const text = reader.text(path);
    return text === undefined ? 'absent' : { kind: 'file', text };
  });
  if (result.kind === 'unread') {
    return { diagnostics: [] };
  }
  if (result.kind === 'refused') {
    const { at, message } = result;
    const finding = {
      code: 'release-not-proven',
      at,
      message: `The images of "${name}" cannot be told from the files of this folder, so its release is not known: ${message}`,
    };
    return { diagnostics: [warn(finding)] };
  }
  const { environment: rendered } = result;
  return {
    images: releaseImages(rendered),
    diagnostics: [
      ...unusedPins(rendered).map(({ at, name: pin }) =>
        warn({
          code: 'image-pin-unused',
          at,
          message: `No manifest of "${name}" gets its image from the entry ${pin}, so a promotion of it would deploy nothing: ${advice(
            rendered,
          )}`,
        }),
      ),
      ...floating(rendered, environment, rules).map(({ at, image }) =>
        warn({
          code: 'floating-tag',
          at,
          message: `"${name}" is protected and runs ${image}, which means another image each time one is pushed: write a version, or a digest`,
        }),
      ),
    ],
  };
}

function unusedPins({ images, pins }: RenderedEnvironment) {
  return pins.filter(
    (_, index) => !images.some(image => image.pins.at(-1) === index),
  );
}

function advice(rendered: RenderedEnvironment): string {
  const names = releaseImages(rendered).map(image => parseImage(image).name);
  return names.length > 0
    ? `remove it, or write the name of an image as the base renders it (${[
        ...new Set(names),
      ].join(', ')})`
    : 'remove it, or add the manifest that it is for';
}

function floating(
  { images }: RenderedEnvironment,
  { name }: ManifestEnvironment,
  {
    protectedEnvironments = ['production'],
    floatingTags = FLOATING_TAGS,
  }: ImageRules,
) {
  return protectedEnvironments.includes(name)
    ? images.filter(({ image }) =>
        isFloatingImage(parseImage(image), floatingTags),
      )
    : [];
}
