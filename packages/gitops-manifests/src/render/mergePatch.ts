import { isRecord, isText } from '../kustomize/Kustomization';
import { podPathOf } from './podPathOf';

type Fields = Record<string, unknown>;

/**
 * A strategic merge patch that says something which is not understood here.
 *
 * @internal
 */
export class UnknownMerge extends Error {}

/** Lists that are merged, by the field that tells their entries apart. */
type MergedLists = ReadonlyMap<string, string>;

const CONTAINERS = ['containers', 'initContainers'];
const MERGED_BY_NAME = [...CONTAINERS, 'volumes'];
const NONE: MergedLists = new Map();
/** Those of a container that have no images. */
const OF_CONTAINER: MergedLists = new Map([
  ['env', 'name'],
  ['volumeMounts', 'mountPath'],
]);

/**
 * Merges a strategic merge patch into a manifest, exactly as far as images depend on it: other lists than those of
 * containers and volumes are replaced.
 *
 * @param isWhole - whether all that it does is asked for: then the variables and mounts of containers are merged as well
 * @returns the manifest, undefined when the patch deletes it
 * @throws UnknownMerge
 * @internal
 */
export function mergePatch(
  manifest: Fields,
  patch: Fields,
  isWhole = false,
): Fields | undefined {
  const podPath = podPathOf(manifest);
  const lists = new Map(
    (podPath ? MERGED_BY_NAME : []).map(key => [
      [...(podPath ?? []), key].join('/'),
      'name',
    ]),
  );
  const merged = mergeMaps(manifest, patch, '', { lists, isWhole });
  const { apiVersion, kind, metadata } = manifest;
  return merged && { ...merged, apiVersion, kind, metadata };
}

function mergeMaps(
  target: Fields,
  patch: Fields,
  path: string,
  how: { lists: MergedLists; isWhole: boolean },
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
      how,
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
  how: { lists: MergedLists; isWhole: boolean },
): unknown {
  if (patch === null) {
    return undefined;
  }
  if (isRecord(patch) && isRecord(target)) {
    return mergeMaps(target, patch, path, how);
  }
  if (isRecord(patch) && patch.$patch === 'delete') {
    return undefined;
  }
  const by = how.lists.get(path);
  if (Array.isArray(patch) && by) {
    const key = path.replace(/^.*\//, '');
    const lists = how.isWhole && CONTAINERS.includes(key) ? OF_CONTAINER : NONE;
    return mergeEntries(Array.isArray(target) ? target : [], patch, {
      key,
      by,
      how: { ...how, lists },
    });
  }
  return withoutDirectives(patch);
}

/** Entries in the order of the patch, and then what it does not name. */
function mergeEntries(
  target: unknown[],
  patch: unknown[],
  {
    key,
    by,
    how,
  }: {
    key: string;
    by: string;
    how: { lists: MergedLists; isWhole: boolean };
  },
): unknown[] {
  const entries = patch.filter(isRecord);
  if (entries.some(one => one.$patch === 'replace')) {
    return entries
      .filter(one => one.$patch === undefined)
      .map(withoutDirectives);
  }
  if (
    patch.length === 0 ||
    !areToldApart(patch, by) ||
    !areToldApart(target, by)
  ) {
    throw new UnknownMerge(
      `the \`${key}\` are not a list of entries with a \`${by}\` of its own each`,
    );
  }
  const others = target.filter(
    one => !entries.some(entry => isRecord(one) && one[by] === entry[by]),
  );
  const merged = entries.flatMap(entry => {
    const own = target.find(one => isRecord(one) && one[by] === entry[by]);
    return mergeMaps(isRecord(own) ? own : {}, entry, '', how) ?? [];
  });
  return [...merged, ...others];
}

function areToldApart(list: unknown[], by: string): boolean {
  const names = list.map(one => (isRecord(one) ? one[by] : undefined));
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
