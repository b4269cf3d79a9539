import { isRecord, isText } from '../kustomize/Kustomization';
import { imageSlots } from './imageSlots';
import type { Manifest } from './Manifest';

/**
 * Whether an entry of `replacements` may write into an image of these manifests, or into something around one.
 *
 * @internal
 */
export function replacementTouchesImages(
  replacement: unknown,
  manifests: readonly Manifest[],
): boolean {
  const around = new Set<unknown>(['image', 'containers', 'initContainers']);
  for (const { value } of manifests) {
    imageSlots(value).forEach(({ path }) =>
      path.forEach(key => around.add(key)),
    );
  }
  return listIn(replacement, 'targets').some(target =>
    listIn(target, 'fieldPaths').some(path => {
      const fields = isText(path) ? fieldsOf(path) : [];
      return fields.includes('image') || around.has(fields.at(-1));
    }),
  );
}

/** The fields of a path without what chooses entries of lists: an index, `*` or `[name=shop]`. */
function fieldsOf(path: string): string[] {
  return path
    .replace(/\[[^\]]*\]/g, '*')
    .split('.')
    .filter(field => !/^(?:\*?|\d+|-)$/.test(field));
}

function listIn(value: unknown, field: string): unknown[] {
  const list = isRecord(value) ? value[field] : undefined;
  return Array.isArray(list) ? list : [];
}
