import type { HelmImageKeys } from './HelmEnvironment';
import {
  leafAt,
  mapOf,
  type MergedLeaf,
  type MergedValues,
} from './mergeValues';

/**
 * The keys of an image, each as a path.
 *
 * @internal
 */
export interface ImageKeys {
  /** What the image is known by. */
  key: string;
  name?: string;
  registry?: string[];
  repository?: string[];
  tag?: string[];
  digest?: string[];
  /** A whole reference. */
  image?: string[];
  /** Whether charts may take another version of the image than the tag, when that is empty. */
  isConvention: boolean;
}

const IMAGE_KEY = /image$/i;
/** What may be a reference of an image, or its repository. */
const REFERENCE = /^[a-z0-9][\w.:/@-]*$/i;
const MAX_IMAGES = 200;

/**
 * Finds images as charts commonly name them: a map with `repository` and `tag` or `digest`; a map called `image` with one of
 * them; and a key called `image` with a reference, or with a repository that has its tag beside it. What is in lists is not
 * looked at.
 *
 * @internal
 */
export function findValueImages(values: MergedValues): ImageKeys[] {
  const found: ImageKeys[] = [];
  search(values, [], found);
  return found.slice(0, MAX_IMAGES);
}

function search(place: MergedValues, keys: string[], found: ImageKeys[]): void {
  const image = imageMap(place, keys);
  if (image) {
    found.push(image);
    return;
  }
  for (const [key, value] of place) {
    if (value instanceof Map) {
      search(value, [...keys, key], found);
    } else if (IMAGE_KEY.test(key)) {
      const reference = imageReference(place, keys, key, value);
      if (reference) {
        found.push(reference);
      }
    }
  }
}

function textAt(place: MergedValues, key: string): string | undefined {
  const value = place.get(key);
  return value && !(value instanceof Map) && typeof value.value === 'string'
    ? value.value || undefined
    : undefined;
}

const isLeaf = (place: MergedValues, key: string) => {
  const value = place.get(key);
  return (
    value !== undefined &&
    !(value instanceof Map) &&
    (typeof value.value !== 'object' || value.value === null)
  );
};

function imageMap(place: MergedValues, keys: string[]): ImageKeys | undefined {
  const isNamed = IMAGE_KEY.test(keys[keys.length - 1] ?? '');
  const repository = ['repository', ...(isNamed ? ['repo', 'name'] : [])].find(
    key => REFERENCE.test(textAt(place, key) ?? ''),
  );
  const hasVersion = isLeaf(place, 'tag') || isLeaf(place, 'digest');
  if (!(repository ? hasVersion || isNamed : hasVersion && isNamed)) {
    return undefined;
  }
  const at = (key: string) => [...keys, key];
  const named = repository && textAt(place, repository);
  const isWhole = named !== undefined && !hasVersion && hasTag(named);
  return {
    key: keys.join('.') || 'tag',
    isConvention: true,
    ...(isLeaf(place, 'registry') ? { registry: at('registry') } : {}),
    ...(repository && !isWhole ? { repository: at(repository) } : {}),
    ...(repository && isWhole ? { image: at(repository) } : {}),
    ...(isWhole ? {} : { tag: at('tag'), digest: at('digest') }),
  };
}

function hasTag(reference: string): boolean {
  return /:[^/]+$|@/.test(reference);
}

function imageReference(
  place: MergedValues,
  keys: string[],
  key: string,
  { value }: MergedLeaf,
): ImageKeys | undefined {
  if (typeof value !== 'string' || !REFERENCE.test(value)) {
    return undefined;
  }
  const path = [...keys, key];
  const whole = { key: path.join('.'), isConvention: true };
  if (hasTag(value)) {
    return { ...whole, image: path };
  }
  const beside = (...names: string[]) => {
    const name = names.find(one => isLeaf(place, one));
    return name === undefined ? undefined : [...keys, name];
  };
  const tag = beside(`${key}Tag`, ...(key === 'image' ? ['tag'] : []));
  const digest = beside(`${key}Digest`, ...(key === 'image' ? ['digest'] : []));
  return tag || digest
    ? {
        ...whole,
        repository: path,
        ...(tag && { tag }),
        ...(digest && { digest }),
      }
    : undefined;
}

/**
 * The keys that service.yaml names, as paths. A dot that belongs to a key is written `\.`.
 *
 * @internal
 */
export function namedImageKeys(images: readonly HelmImageKeys[]): ImageKeys[] {
  return images.flatMap(({ name, ...keys }) => {
    const key = keys.image ?? keys.tag ?? keys.digest;
    if (key === undefined) {
      return [];
    }
    const path = (text: string | undefined) =>
      text?.split(/(?<!\\)\./).map(part => part.replace(/\\\./g, '.'));
    return [
      {
        key,
        isConvention: false,
        ...(name === undefined ? {} : { name }),
        repository: path(keys.repository),
        tag: path(keys.tag),
        digest: path(keys.digest),
        image: path(keys.image),
      },
    ];
  });
}

/**
 * Whether `enabled: false` switches off a part of the values.
 *
 * @internal
 */
export function isSwitchedOff(
  values: MergedValues,
  keys: readonly string[],
): boolean {
  return keys.some((_, index) => {
    const around = keys.slice(0, index + 1);
    return (
      mapOf(values, around) !== undefined &&
      leafAt(values, [...around, 'enabled'])?.value === false
    );
  });
}
