import type { ImageReference } from '../image';
import {
  KustomizationResult,
  parseKustomization,
} from './kustomizationDocument';

/**
 * An entry of a kustomization's `images:`: what pins one image in one environment.
 *
 * @public
 */
export interface KustomizationImage {
  /** The image as the base names it. */
  name: string;
  /** The image that is deployed instead, where it differs. */
  newName?: string;
  newTag?: string;
  /** `sha256:…` */
  digest?: string;
  /** Line of the entry, counted from 1. */
  line: number;
}

/**
 * The image that an entry of `images:` deploys; without tag and digest where it does not pin one. An empty one counts for
 * kustomize as if it were not there.
 *
 * @public
 */
export function deployedImage({
  name,
  newName,
  newTag,
  digest,
}: Omit<KustomizationImage, 'line'>): ImageReference {
  return {
    name: newName ?? name,
    ...(newTag && { tag: newTag }),
    ...(digest && { digest }),
  };
}

/**
 * Reads the images of a kustomization.yaml; `path` only names the file in diagnostics. An empty list when it pins none.
 *
 * @public
 */
export function readKustomizationImages(
  text: string,
  path: string,
): KustomizationResult<KustomizationImage[]> {
  const document = parseKustomization(text, path);
  if (!document.ok) {
    return document;
  }
  return {
    ok: true,
    value: document.value.images.map(
      ({ name, newName, newTag, digest, line }) => ({
        name,
        ...(newName === undefined ? {} : { newName }),
        ...(newTag === undefined ? {} : { newTag }),
        ...(digest === undefined ? {} : { digest }),
        line,
      }),
    ),
  };
}
