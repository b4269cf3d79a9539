import { isRecord, isText } from '../kustomize/Kustomization';
import { podPathOf } from './podPathOf';

type Fields = Record<string, unknown>;

/**
 * A strategic merge patch that says something which is not understood here.
 *
 * @internal
 */
export class UnknownMerge extends Error {}

const MERGED_BY_NAME = ['containers', 'initContainers', 'volumes'];

/**
 * Merges a strategic merge patch into a manifest, exactly as far as images depend on it: other lists than those of
 * containers and volumes are replaced.
 *
 * @returns the manifest, undefined when the patch deletes it
 * @throws UnknownMerge
 * @internal
 */
export function mergePatch(
  manifest: Fields,
  patch: Fields,
): Fields | undefined {
  const podPath = podPathOf(manifest);
  const lists = new Set(
    podPath && MERGED_BY_NAME.map(key => [...podPath, key].join('/')),
  );
  const merged = mergeMaps(manifest, patch, '', lists);
  const { apiVersion, kind, metadata } = manifest;
  return merged && { ...merged, apiVersion, kind, metadata };
}

function mergeMaps(
  target: Fields,
  patch: Fields,
  path: string,
  lists: ReadonlySet<string>,
): Fields | undefined {
  const { $patch: directive, ...fields } = patch;
  if (directive === 'delete') {
    return undefined;
  }
  if (directive === 'replace') {
    return withoutDirectives(fields) as Fields;
  }
  if (directive !== undefined && directive !== 'merge') {
    throw new UnknownMerge(
      'it has a `$patch` of another word than delete, merge and replace',
    );
  }
  refuseDirectives(fields, target);
  const result = { ...target };
  for (const [key, value] of Object.entries(fields)) {
    const merged = mergeValues(
      result[key],
      value,
      path ? `${path}/${key}` : key,
      lists,
    );
    if (merged === undefined) {
      delete result[key];
    } else {
      result[key] = merged;
    }
  }
  return result;
}

function mergeValues(
  target: unknown,
  patch: unknown,
  path: string,
  lists: ReadonlySet<string>,
): unknown {
  if (patch === null) {
    return undefined;
  }
  if (isRecord(patch) && isRecord(target)) {
    return mergeMaps(target, patch, path, lists);
  }
  if (isRecord(patch) && patch.$patch === 'delete') {
    return undefined;
  }
  if (Array.isArray(patch) && lists.has(path)) {
    return mergeByName(Array.isArray(target) ? target : [], patch, path);
  }
  return withoutDirectives(patch);
}

/** Entries in the order of the patch, and then what it does not name. */
function mergeByName(
  target: unknown[],
  patch: unknown[],
  path: string,
): unknown[] {
  const entries = patch.filter(isRecord);
  if (entries.some(one => one.$patch === 'replace')) {
    return entries
      .filter(one => one.$patch === undefined)
      .map(withoutDirectives);
  }
  if (patch.length === 0 || !areNamed(patch) || !areNamed(target)) {
    throw new UnknownMerge(
      `the \`${path.replace(
        /^.*\//,
        '',
      )}\` are not a list of entries with a \`name\` of its own each`,
    );
  }
  const others = target.filter(
    one => !entries.some(({ name }) => isRecord(one) && one.name === name),
  );
  const merged = entries.flatMap(entry => {
    const own = target.find(one => isRecord(one) && one.name === entry.name);
    return mergeMaps(isRecord(own) ? own : {}, entry, '', new Set()) ?? [];
  });
  return [...merged, ...others];
}

function areNamed(list: unknown[]): boolean {
  const names = list.map(one => (isRecord(one) ? one.name : undefined));
  return names.every(isText) && new Set(names).size === names.length;
}

function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutDirectives);
  }
  if (!isRecord(value)) {
    return value;
  }
  refuseDirectives(value, value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => !key.startsWith('$') && item !== null)
      .map(([key, item]) => [key, withoutDirectives(item)]),
  );
}

/** Directives beside `$patch` matter where there are images to lose. */
function refuseDirectives(patch: Fields, target: Fields): void {
  const directive = Object.keys(patch).find(
    key => key.startsWith('$') && key !== '$patch',
  );
  if (directive && /"(?:image|reference)":/.test(JSON.stringify(target))) {
    throw new UnknownMerge(`\`${directive}\` is not read here`);
  }
}
