import { isRecord, isText } from '../kustomize/Kustomization';
import { readYaml } from '../yaml/readYaml';
import { imageSlots } from './imageSlots';
import { applyJsonPatch } from './jsonPatch';
import { copyManifest, type Manifest, nameOf } from './Manifest';
import { mergePatch, UnknownMerge } from './mergePatch';
import { RenderRefusal } from './RenderRefusal';
import type { FilePosition } from './RepositoryFile';
import { manifestsNamedBy, selectManifests } from './selectManifests';
import { UnsupportedRefusal } from './UnsupportedRefusal';

/**
 * A patch with its text, wherever that was written.
 *
 * @internal
 */
export interface PatchSource {
  text: string;
  /** Where the text begins: the kustomization, or the file of the patch. */
  at: FilePosition;
  target?: Record<string, unknown>;
  /** Whether kinds beyond Kubernetes' own may have schemas, which decide how their lists are merged. */
  hasSchemas: boolean;
  /** Whether all that it does is asked for, not only what it does to images. */
  isWhole?: boolean;
}

type Change = Record<string, unknown> | unknown[];

/**
 * Applies a patch, as far as images depend on it unless it is asked for as a whole.
 *
 * @throws RenderRefusal when kustomize would refuse it, or its effect on images cannot be told
 * @internal
 */
export function applyPatch(
  manifests: readonly Manifest[],
  patch: PatchSource,
): Manifest[] {
  const { target, at } = patch;
  const changes = readChanges(patch);
  const deleted = new Set<Manifest>();
  for (const change of changes) {
    const { certain, possible } = target
      ? selectManifests(manifests, target)
      : { certain: named(manifests, change, at), possible: [] };
    for (const manifest of certain) {
      if (!applyChange(manifest, change, patch)) {
        deleted.add(manifest);
      }
    }
    for (const manifest of possible) {
      const tried = copyManifest(manifest);
      const isKept = applyChange(tried, change, patch);
      if (!isKept || imagesOf(tried) !== imagesOf(manifest)) {
        throw new UnsupportedRefusal(
          at,
          `whether this patch changes the images of ${manifest.kind} ${nameOf(
            manifest,
          )} cannot be told: name its target by \`kind\` and \`name\`, without a pattern or labels`,
        );
      }
    }
  }
  return manifests.filter(manifest => !deleted.has(manifest));
}

function readChanges({ text, at, target }: PatchSource): Change[] {
  const yaml = readYaml(text);
  if (!yaml.ok) {
    throw new RenderRefusal(at, `this patch cannot be read: ${yaml.message}`);
  }
  const values = yaml.documents
    .map(({ value }) => value)
    .filter(value => value !== null && value !== undefined);
  if (values.length === 0 || (values.length > 1 && target)) {
    throw new RenderRefusal(
      at,
      'a patch is one YAML document: this has none, or several',
    );
  }
  return values.map(value => {
    if (!isRecord(value) && !Array.isArray(value)) {
      throw new RenderRefusal(
        at,
        'a patch is a manifest, or a list of operations',
      );
    }
    return value;
  });
}

function named(
  manifests: readonly Manifest[],
  change: Change,
  at: FilePosition,
): Manifest[] {
  if (Array.isArray(change)) {
    throw new RenderRefusal(at, 'a patch of operations needs a `target`');
  }
  const found = manifestsNamedBy(manifests, change);
  if (found.length !== 1) {
    const { name } = isRecord(change.metadata) ? change.metadata : { name: '' };
    throw new RenderRefusal(
      at,
      `${found.length === 0 ? 'no manifest is' : 'several manifests are'} the ${
        change.kind
      } ${name} that this patch is for, so kustomize refuses it: correct its apiVersion, kind and name`,
    );
  }
  return found;
}

/** @returns false when the change deletes the manifest */
function applyChange(
  manifest: Manifest,
  change: Change,
  { at, text, hasSchemas, isWhole }: PatchSource,
): boolean {
  if (Array.isArray(change)) {
    const trouble = applyJsonPatch(manifest.value, change, isWhole);
    if (trouble) {
      throw new RenderRefusal(
        at,
        `this patch cannot be applied to ${manifest.kind} ${nameOf(
          manifest,
        )}: ${trouble}`,
      );
    }
  } else {
    if (hasSchemas && text.includes('ontainers')) {
      throw new UnsupportedRefusal(
        at,
        'how this patch merges containers depends on `openapi`: write the whole manifest instead',
      );
    }
    const merged = merge(manifest, change, { at, isWhole });
    if (!merged) {
      return false;
    }
    manifest.value = merged;
  }
  for (const { holder, field } of imageSlots(manifest.value)) {
    const image = holder[field];
    if (isText(image) && !manifest.origins.has(image)) {
      manifest.origins.set(image, at);
    }
  }
  return true;
}

function merge(
  manifest: Manifest,
  change: Record<string, unknown>,
  { at, isWhole }: Pick<PatchSource, 'at' | 'isWhole'>,
) {
  try {
    return mergePatch(manifest.value, change, isWhole);
  } catch (error) {
    if (error instanceof UnknownMerge) {
      throw new UnsupportedRefusal(
        at,
        `what this patch makes of ${manifest.kind} ${nameOf(
          manifest,
        )} cannot be told: ${error.message}`,
      );
    }
    throw error;
  }
}

function imagesOf({ value }: Manifest): string {
  return JSON.stringify(
    imageSlots(value).map(({ holder, field, path }) => [
      path.slice(0, -2),
      holder.name,
      holder[field],
    ]),
  );
}
