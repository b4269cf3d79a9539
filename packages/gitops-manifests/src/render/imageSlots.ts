import { isRecord } from '../kustomize/Kustomization';

/**
 * A place of a manifest that names an image, for reading and writing.
 *
 * @internal
 */
export interface ImageSlot {
  holder: Record<string, unknown>;
  field: 'image' | 'reference';
  /** From the manifest's root. */
  path: Array<string | number>;
  /** Whether kustomize's `images:` applies to it. */
  isPinnable: boolean;
}

const CONTAINERS = ['containers', 'initContainers'];
/** Where kustomize looks for the images of volumes: not in a CronJob. */
const POD_SPECS = [['spec'], ['spec', 'template', 'spec']];
const OTHER_POD_SPECS = [
  ['template', 'spec'],
  ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
];

/**
 * The places that name an image of a pod, nearly all of which kustomize's `images:` looks at: entries of all lists called
 * `containers` or `initContainers`, wherever they are in a manifest that is not a definition of custom resources, and
 * the images of volumes of pods. Images that a custom resource names elsewhere are not touched by kustomize, and are not
 * found here.
 *
 * @internal
 */
export function imageSlots(manifest: unknown): ImageSlot[] {
  const slots: ImageSlot[] = [];
  const seen = new Set<Record<string, unknown>>();
  const add = (
    holder: unknown,
    field: ImageSlot['field'],
    path: ImageSlot['path'],
    isPinnable = true,
  ) => {
    if (isRecord(holder) && field in holder && !seen.has(holder)) {
      seen.add(holder);
      slots.push({ holder, field, path: [...path, field], isPinnable });
    }
  };
  const walk = (value: unknown, path: ImageSlot['path']): void => {
    if (Array.isArray(value)) {
      value.forEach((item, index) => walk(item, [...path, index]));
    } else if (isRecord(value)) {
      for (const [key, item] of Object.entries(value)) {
        if (CONTAINERS.includes(key) && Array.isArray(item)) {
          item.forEach((one, index) =>
            add(one, 'image', [...path, key, index]),
          );
        }
        walk(item, [...path, key]);
      }
    }
  };
  if (!isRecord(manifest) || manifest.kind !== 'CustomResourceDefinition') {
    walk(manifest, []);
  }
  for (const path of [...POD_SPECS, ...OTHER_POD_SPECS]) {
    const isPinnable = POD_SPECS.includes(path);
    const spec = path.reduce<unknown>(
      (inner, key) => (isRecord(inner) ? inner[key] : undefined),
      manifest,
    );
    if (isRecord(spec)) {
      for (const key of isPinnable ? CONTAINERS : []) {
        add(spec[key], 'image', [...path, key]);
      }
      const volumes = Array.isArray(spec.volumes) ? spec.volumes : [];
      volumes.forEach((volume, index) => {
        const image = isRecord(volume) ? volume.image : undefined;
        add(
          image,
          'reference',
          [...path, 'volumes', index, 'image'],
          isPinnable,
        );
      });
    }
  }
  return slots;
}
