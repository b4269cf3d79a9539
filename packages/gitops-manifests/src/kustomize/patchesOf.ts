import type { Kustomization, KustomizationPatch } from './Kustomization';
import { isRecord, isText, listOf } from './Kustomization';
import { readYaml } from '../yaml/readYaml';

/**
 * A patch that may change a manifest.
 *
 * @internal
 */
export interface ReadPatch {
  /** Place in the kustomization's `patches`. */
  index: number;
  /** JSON patch operations; undefined for a strategic merge patch. */
  operations?: Array<{ op?: unknown; path: string; value?: unknown }>;
  /** Strategic merge patch; undefined for a JSON patch. */
  merge?: Record<string, unknown>;
  /** Whether it certainly changes that manifest; otherwise its target is a pattern that may or may not fit. */
  isCertain: boolean;
}

/**
 * The patches of a kustomization that may change a manifest of a kind and name and contain a word such as `volumes`.
 *
 * @internal
 */
export function patchesOf(
  { patches }: Kustomization,
  { kind, name }: { kind: string; name: string },
  word: string,
): ReadPatch[] {
  return patches.flatMap((patch, index) => {
    if (!patch.text.includes(word)) {
      return [];
    }
    const yaml = readYaml(patch.text);
    const value = yaml.ok ? yaml.documents[0]?.value : undefined;
    const target = targetOf(patch, value);
    if (
      (target.kind !== undefined && target.kind !== kind) ||
      (target.name !== undefined &&
        isLiteral(target.name) &&
        target.name !== name)
    ) {
      return [];
    }
    const operations = Array.isArray(value)
      ? (listOf(value) ?? []).flatMap(one =>
          isRecord(one) && isText(one.path)
            ? [{ op: one.op, path: one.path, value: one.value }]
            : [],
        )
      : undefined;
    return [
      {
        index,
        ...(operations && { operations }),
        ...(isRecord(value) && { merge: value }),
        isCertain: target.kind === kind && target.name === name,
      },
    ];
  });
}

/** A merge patch names its target itself where the kustomization does not. */
function targetOf(patch: KustomizationPatch, value: unknown) {
  const own = isRecord(value) ? value : {};
  const metadata = isRecord(own.metadata) ? own.metadata : {};
  return {
    kind: patch.kind ?? (isText(own.kind) ? own.kind : undefined),
    name: patch.name ?? (isText(metadata.name) ? metadata.name : undefined),
  };
}

function isLiteral(name: string): boolean {
  return /^[a-z0-9-]+$/.test(name);
}
