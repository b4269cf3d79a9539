import { isText } from '../kustomize/Kustomization';
import {
  accumulateManifests,
  type Accumulated,
  type PinTrace,
} from './accumulateManifests';
import { imageSlots } from './imageSlots';
import type { KustomizationSource } from './KustomizationSource';
import { isLocal, type Manifest, nameOf } from './Manifest';
import type {
  RenderedEnvironment,
  RenderedImage,
  RenderResult,
} from './RenderedEnvironment';
import { RenderFiles } from './RenderFiles';
import { RenderRefusal } from './RenderRefusal';
import type { FileLookup } from './RepositoryFile';

/**
 * The images that kustomize renders of a folder, told from the files of its repository: bases, components, patches and
 * pins are followed as kustomize follows them. What cannot be told from files (remote bases, charts, plugins,
 * replacements in images) is refused, with its place; what has no effect on images is passed over.
 *
 * @param folder - from the repository's root
 * @public
 */
export function renderImages(folder: string, lookup: FileLookup): RenderResult {
  const files = new RenderFiles(lookup);
  try {
    const root = files.root(folder);
    const accumulated = root && accumulateManifests(root, files);
    if (!root || !accumulated || files.unread.size > 0) {
      return { kind: 'unread', paths: [...files.unread] };
    }
    return { kind: 'rendered', environment: finish(root, accumulated) };
  } catch (error) {
    if (error instanceof RenderRefusal) {
      const { at, message, missing } = error;
      return { kind: 'refused', at, message, ...(missing && { missing }) };
    }
    throw error;
  }
}

function finish(
  source: KustomizationSource,
  { manifests, trace }: Accumulated,
): RenderedEnvironment {
  const images = manifests
    .filter(manifest => !isLocal(manifest))
    .flatMap(manifest => renderedIn(manifest, trace));
  return {
    file: source.file,
    images,
    pins: source.pins().map(({ value: { name }, at }) => ({ name, at })),
  };
}

function renderedIn(manifest: Manifest, trace: PinTrace): RenderedImage[] {
  const { value, kind, origins, at } = manifest;
  const name = nameOf(manifest);
  return imageSlots(value).flatMap(({ holder, field }) => {
    const image = holder[field];
    if (image === null || image === '') {
      return [];
    }
    if (!isText(image) || image.includes('$(')) {
      throw new RenderRefusal(
        (isText(image) && origins.get(image)) || at,
        `an image of ${kind} ${name} is not plain text: write its name and tag as a string, without variables`,
      );
    }
    const pins = trace.get(holder) ?? [];
    return [{ image, kind, name, at: origins.get(image) ?? at, pins }];
  });
}
