import { isRecord, isText } from '../kustomize/Kustomization';
import type { PatchSource } from './applyPatches';
import type { KustomizationSource, ListEntry } from './KustomizationSource';
import type { RenderFiles } from './RenderFiles';
import { RenderRefusal } from './RenderRefusal';

/**
 * The patches of a kustomization in the order in which kustomize applies them; those of files that are unread are left
 * out, and noted.
 *
 * @internal
 */
export function readPatches(
  source: KustomizationSource,
  files: RenderFiles,
): PatchSource[] {
  const { hasSchemas } = source;
  const fromFile = (
    entry: ListEntry<string>,
    target?: Record<string, unknown>,
  ) => {
    const found = files.text(source, entry);
    const at = { file: found?.path ?? source.file, line: 1, column: 1 };
    return found ? [{ text: found.text, at, target, hasSchemas }] : [];
  };
  const merges = source
    .texts('patchesStrategicMerge')
    .flatMap(entry =>
      /[\n{]/.test(entry.value)
        ? [{ text: entry.value, at: entry.at, hasSchemas }]
        : fromFile(entry),
    );
  const others = ['patches', 'patchesJson6902'].flatMap(field =>
    source.records(field).flatMap(({ value, at }) => {
      const target = isRecord(value.target) ? value.target : undefined;
      if (isText(value.patch) && !isText(value.path)) {
        return [{ text: value.patch, at, target, hasSchemas }];
      }
      if (isText(value.path) && !isText(value.patch)) {
        return fromFile({ value: value.path, at }, target);
      }
      throw new RenderRefusal(
        at,
        `an entry of \`${field}\` has either \`patch\` or \`path\``,
      );
    }),
  );
  return [...merges, ...others];
}
