import { applyPatch, deepClone, type Operation } from 'fast-json-patch';
import { isRecord, isText } from '../kustomize/Kustomization';
import { imageSlots } from './imageSlots';

const WITH_IMAGES = ['image', 'containers', 'initContainers'];

/**
 * Applies the operations of a JSON patch that may change an image, and passes over the others unless all are asked for.
 *
 * @returns why it cannot be applied; undefined when it was
 * @internal
 */
export function applyJsonPatch(
  manifest: Record<string, unknown>,
  operations: readonly unknown[],
  all = false,
): string | undefined {
  for (const operation of operations) {
    if (!isRecord(operation) || !isText(operation.op)) {
      return 'an operation has no `op`';
    }
    if (!isText(operation.path) || !operation.path.startsWith('/')) {
      return 'an operation has no `path` that begins with `/`';
    }
    if (all || mayChangeImages(manifest, operation)) {
      try {
        // Several manifests must not share what a patch adds to each
        applyPatch(manifest, [deepClone(operation) as Operation], true, true);
      } catch {
        return `\`${operation.op} ${operation.path}\` does not fit the manifest`;
      }
    }
  }
  return undefined;
}

function mayChangeImages(
  manifest: Record<string, unknown>,
  { path, from, value }: Record<string, unknown>,
): boolean {
  const held = imageSlots(manifest).map(slot => pointerTo(slot.path));
  const touches = [path, from].filter(isText).some(pointer => {
    const last = pointer.split('/').at(-1) ?? '';
    const list = pointer.split('/').at(-2) ?? '';
    return (
      held.some(one => one === pointer || one.startsWith(`${pointer}/`)) ||
      WITH_IMAGES.includes(last) ||
      WITH_IMAGES.includes(list) ||
      (list === 'volumes' &&
        held.some(one => one.startsWith(pointer.replace(/[^/]*$/, ''))))
    );
  });
  return touches || namesImages(value);
}

function pointerTo(path: Array<string | number>): string {
  return path
    .map(key => `/${String(key).replace(/~/g, '~0').replace(/\//g, '~1')}`)
    .join('');
}

/** Whether a value may hold an image that kustomize looks at. */
function namesImages(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.some(namesImages);
  }
  return (
    isRecord(value) &&
    Object.entries(value).some(
      ([key, item]) => WITH_IMAGES.includes(key) || namesImages(item),
    )
  );
}
