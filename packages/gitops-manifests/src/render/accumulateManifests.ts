import { isRecord, isText } from '../kustomize/Kustomization';
import { readYaml } from '../yaml/readYaml';
import { applyPatch, type PatchSource } from './applyPatches';
import { pinImage, pinMatcher } from './imagePin';
import { imageSlots } from './imageSlots';
import type { KustomizationSource, ListEntry } from './KustomizationSource';
import { copyManifest, type Manifest } from './Manifest';
import { readPatches } from './readPatches';
import type { RenderFiles } from './RenderFiles';
import { RenderRefusal } from './RenderRefusal';
import { replacementTouchesImages } from './replacementTouchesImages';
import { UnsupportedRefusal } from './UnsupportedRefusal';

const MAX_DEPTH = 16;

/**
 * Which pins of a kustomization apply to an image, by what holds the image.
 *
 * @internal
 */
export type PinTrace = Map<Record<string, unknown>, number[]>;

/** @internal */
export interface Accumulated {
  manifests: Manifest[];
  trace: PinTrace;
}

/**
 * What makes manifests of a kustomization whole, beyond their images.
 *
 * @internal
 */
export interface CompleteManifests {
  /** Fills what the generators made. */
  generated(
    manifests: Manifest[],
    source: KustomizationSource,
    files: RenderFiles,
  ): void;
  /** Throws when the patch may do more than is understood. */
  patch(patch: PatchSource, manifests: readonly Manifest[]): void;
  /** Does what the kustomization says besides patches and pins. */
  transform(manifests: Manifest[], source: KustomizationSource): void;
}

/**
 * The manifests of a kustomization after its patches and pins, with those of its bases and components. Undefined while
 * files are unread, all of which are noted.
 *
 * @param complete - what else is done to the manifests of each kustomization. Without it only what images depend on is
 *   done; with it, what cannot be told exactly is refused wherever it is
 * @throws RenderRefusal
 * @internal
 */
export function accumulateManifests(
  source: KustomizationSource,
  files: RenderFiles,
  complete?: CompleteManifests,
): Accumulated | undefined {
  return accumulate(source, { files, complete }, [], []);
}

function accumulate(
  source: KustomizationSource,
  run: { files: RenderFiles; complete?: CompleteManifests },
  parents: string[],
  taken: Manifest[],
): Accumulated | undefined {
  const { files, complete } = run;
  const inside = [...parents, source.folder];
  let manifests: Manifest[] = [...taken];
  for (const entry of [
    ...source.texts('resources'),
    ...source.texts('bases'),
  ]) {
    const found = files.resource(source, entry);
    if (Array.isArray(found)) {
      manifests.push(...found.map(copyManifest));
    } else if (found) {
      refuseWrongKind(found, entry, false);
      const base = accumulate(enter(found, entry, inside), run, inside, []);
      manifests.push(...(base?.manifests ?? []));
    }
  }
  const made = generated(source);
  complete?.generated(made, source, files);
  manifests.push(...made);
  for (const entry of source.texts('components')) {
    const found = files.component(source, entry);
    if (found) {
      refuseWrongKind(found, entry, true);
      const component = enter(found, entry, inside);
      manifests =
        accumulate(component, run, inside, manifests)?.manifests ?? [];
    }
  }
  const patches = readPatches(source, files);
  const replacements = readReplacements(source, files);
  refuseConfiguredImages(source, files);
  if (files.unread.size > 0) {
    return undefined;
  }
  for (const patch of patches) {
    complete?.patch(patch, manifests);
    manifests = applyPatch(manifests, {
      ...patch,
      isWhole: complete !== undefined,
    });
  }
  rename(manifests, source);
  complete?.transform(manifests, source);
  const trace = applyPins(manifests, source);
  const replaced = replacements.find(({ value }) =>
    replacementTouchesImages(value, manifests),
  );
  if (replaced) {
    throw new UnsupportedRefusal(
      replaced.at,
      'this replacement may write into an image, and what it writes cannot be told from files: pin the image under `images` instead',
    );
  }
  return { manifests, trace };
}

/** The source, unless it is among those that lead to it. */
function enter(
  source: KustomizationSource,
  { at }: ListEntry<string>,
  parents: string[],
): KustomizationSource {
  if (parents.includes(source.folder)) {
    throw new RenderRefusal(
      at,
      `this leads back to ${source.folder}, so kustomize refuses it: remove one of the entries of the cycle`,
    );
  }
  if (parents.length >= MAX_DEPTH) {
    throw new UnsupportedRefusal(
      at,
      `more than ${MAX_DEPTH} kustomizations lead to each other here: use fewer`,
    );
  }
  return source;
}

function refuseWrongKind(
  source: KustomizationSource,
  { at }: ListEntry<string>,
  isComponent: boolean,
): void {
  if (source.isComponent !== isComponent) {
    throw new RenderRefusal(
      at,
      isComponent
        ? `${source.file} is not a Component: list it under \`resources\`, or write kind: Component there`
        : `${source.file} is a Component: list it under \`components\``,
    );
  }
}

/** What generators make has no images, but patches may be for it. */
function generated(source: KustomizationSource): Manifest[] {
  return [
    ['configMapGenerator', 'ConfigMap'],
    ['secretGenerator', 'Secret'],
  ].flatMap(([field, kind]) =>
    source.records(field).flatMap(({ value: { name, namespace }, at }) =>
      isText(name)
        ? [
            {
              apiVersion: 'v1',
              kind,
              ids: [{ name, namespace: isText(namespace) ? namespace : '' }],
              value: { apiVersion: 'v1', kind, metadata: { name } },
              origins: new Map(),
              at,
            },
          ]
        : [],
    ),
  );
}

function readReplacements(
  source: KustomizationSource,
  files: RenderFiles,
): Array<ListEntry<unknown>> {
  return source.records('replacements').flatMap(({ value, at }) => {
    if (!isText(value.path)) {
      return [{ value, at }];
    }
    const found = files.text(source, { value: value.path, at });
    const yaml = readYaml(found?.text ?? '');
    if (!yaml.ok) {
      throw new RenderRefusal(
        at,
        `${value.path} cannot be read: ${yaml.message}`,
      );
    }
    return yaml.documents
      .flatMap(document => document.value)
      .map(one => ({ value: one, at }));
  });
}

/** A file of \`configurations\` may tell kustomize of further places of images. */
function refuseConfiguredImages(
  source: KustomizationSource,
  files: RenderFiles,
): void {
  for (const entry of source.texts('configurations')) {
    const found = files.text(source, entry);
    const yaml = readYaml(found?.text ?? '');
    const hasImages =
      !yaml.ok ||
      yaml.documents.some(({ value }) => isRecord(value) && 'images' in value);
    if (hasImages) {
      throw new UnsupportedRefusal(
        entry.at,
        `${entry.value} tells kustomize of further places of images, which are not read here: pin those images where they are written`,
      );
    }
  }
}

function rename(manifests: Manifest[], source: KustomizationSource): void {
  const prefix = source.text('namePrefix') ?? '';
  const suffix = source.text('nameSuffix') ?? '';
  const namespace = source.text('namespace');
  for (const { ids } of manifests) {
    const { name, namespace: own } = ids[ids.length - 1];
    if (namespace) {
      ids.push({ name, namespace });
    }
    if (prefix || suffix) {
      ids.push({
        name: `${prefix}${name}${suffix}`,
        namespace: namespace ?? own,
      });
    }
  }
}

function applyPins(
  manifests: Manifest[],
  source: KustomizationSource,
): PinTrace {
  const trace: PinTrace = new Map();
  const pins = source.pins().map(({ value, at }) => {
    const matches = pinMatcher(value.name);
    if (!matches) {
      throw new UnsupportedRefusal(
        at,
        `the name \`${value.name}\` is a pattern that is not read here: write the image's own name`,
      );
    }
    return { pin: value, at, matches };
  });
  for (const { value, origins } of manifests) {
    for (const { holder, field, isPinnable } of imageSlots(value)) {
      (isPinnable ? pins : []).forEach(({ pin, at, matches }, index) => {
        const image = holder[field];
        if (isText(image) && matches(image)) {
          const pinned = pinImage(image, pin);
          holder[field] = pinned;
          trace.set(holder, [...(trace.get(holder) ?? []), index]);
          // A pin that changes nothing says the image as well as what it repeats
          origins.set(pinned, at);
        }
      });
    }
  }
  return trace;
}
