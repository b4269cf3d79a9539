import { parseImage } from '../image';
import type { FilePosition } from '../render/RepositoryFile';
import {
  findValueImages,
  type ImageKeys,
  isSwitchedOff,
  namedImageKeys,
} from './findValueImages';
import type {
  HelmEnvironment,
  HelmImage,
  HelmRelease,
  HelmValues,
  HelmVersion,
} from './HelmEnvironment';
import {
  leafAt,
  type MergedLeaf,
  type MergedValues,
  mergeValues,
} from './mergeValues';
import {
  readValuesLayer,
  type ValuesLayer,
  ValuesProblem,
} from './ValuesLayer';
import { valueText } from './valueText';

/** The fields that a version is written in. */
export type VersionField = 'tag' | 'digest' | 'image';

const FIELDS: VersionField[] = ['image', 'tag', 'digest'];

/**
 * An image with the values that its version is made of.
 *
 * @internal
 */
export interface ReadImage extends HelmImage {
  fields: Partial<Record<VersionField, MergedLeaf & { text: string }>>;
  paths: Partial<Record<VersionField, string[]>>;
}

/**
 * The layers of an environment, or what keeps one from being read.
 *
 * @internal
 */
export function readLayers(
  values: readonly HelmValues[],
): ValuesLayer[] | ValuesProblem {
  const layers: ValuesLayer[] = [];
  for (const { path, content, at, below = [], isOwn = false } of values) {
    const layer =
      typeof content === 'string'
        ? readValuesLayer(path, content, { below, isOwn })
        : {
            path,
            values: content,
            below,
            isOwn: false,
            positionOf: () => at ?? { file: path, line: 1, column: 1 },
          };
    if (layer instanceof ValuesProblem) {
      return layer;
    }
    layers.push(layer);
  }
  return layers;
}

/**
 * Reads the images of merged values.
 *
 * @internal
 */
export class HelmReader {
  readonly #layers: readonly ValuesLayer[];
  readonly #values: MergedValues;
  readonly #charts: HelmEnvironment['charts'];
  readonly #images: ImageKeys[];

  constructor(
    layers: readonly ValuesLayer[],
    { charts, images }: Omit<HelmEnvironment, 'values'>,
  ) {
    this.#layers = layers;
    this.#charts = charts;
    this.#values = mergeValues(layers);
    this.#images = images
      ? namedImageKeys(images)
      : findValueImages(this.#values);
  }

  read(): { images: ReadImage[] } & Pick<HelmRelease, 'overridden'> {
    const images = this.#images.flatMap(keys => this.#image(keys) ?? []);
    const [own, shared] = [true, false].map(isOwn =>
      images.filter(image => image.isOwn === isOwn),
    );
    return {
      images: [...own, ...shared],
      overridden: this.#images.flatMap(keys => this.#overridden(keys)),
    };
  }

  #image(keys: ImageKeys): ReadImage | undefined {
    const fields = this.#fields(keys);
    const leaves = Object.values(fields);
    const own = leaves.find(({ layer }) => layer.isOwn);
    const named = this.#name(keys);
    const version = this.#version(keys, fields);
    const first = own ?? leaves[0];
    if (!version || !first) {
      const fallback = version && named && leafAt(this.#values, named.keys);
      return version && named && fallback
        ? this.#toImage(keys, named.name, version, fields, {
            at: positionOf(fallback),
            isOwn: false,
          })
        : undefined;
    }
    const at = positionOf(first);
    const name = fields.image
      ? parseImage(fields.image.text).name
      : named?.name;
    if (!name) {
      if (!own || isSwitchedOff(this.#values, switchOf(keys))) {
        // It is deployed in the same version everywhere; which image that is was not asked.
        return undefined;
      }
      throw new ValuesProblem(
        at,
        `\`${keys.key}\` has a version, and no values file that is read here has its repository, so that it is not known which image it is: write \`repository\` beside it, or name the image in service.yaml under spec.release.helm.images`,
      );
    }
    return this.#toImage(keys, name, version, fields, {
      at,
      isOwn: own !== undefined,
    });
  }

  #toImage(
    keys: ImageKeys,
    name: string,
    version: HelmVersion,
    fields: ReadImage['fields'],
    place: Pick<HelmImage, 'at' | 'isOwn'>,
  ): ReadImage {
    const { key, tag, digest, image } = keys;
    return {
      key,
      name,
      version,
      ...place,
      isOff: isSwitchedOff(this.#values, switchOf(keys)),
      fields,
      paths: { tag, digest, image },
    };
  }

  #fields(keys: ImageKeys): ReadImage['fields'] {
    const fields: ReadImage['fields'] = {};
    for (const field of FIELDS) {
      const path = keys[field];
      const leaf = path && leafAt(this.#values, path);
      if (leaf) {
        fields[field] = { ...leaf, text: this.#text(leaf) };
      }
    }
    return fields;
  }

  #text(leaf: MergedLeaf): string {
    const text = valueText(leaf);
    if (text instanceof ValuesProblem) {
      throw text;
    }
    return text;
  }

  #name(keys: ImageKeys): { name: string; keys: string[] } | undefined {
    if (keys.name !== undefined) {
      return { name: keys.name, keys: keys.tag ?? keys.digest ?? [] };
    }
    const path = keys.repository;
    const leaf = path && leafAt(this.#values, path);
    const repository = leaf && this.#text(leaf);
    if (!path || !repository) {
      return undefined;
    }
    const registry = keys.registry && this.#registry(keys.registry);
    return {
      name: registry ? `${registry}/${repository}` : repository,
      keys: path,
    };
  }

  /** As charts of Bitnami's kind have it: one registry for all takes the place of each. */
  #registry(path: string[]): string {
    const leaves = [['global', 'imageRegistry'], path].map(keys =>
      leafAt(this.#values, keys),
    );
    return (
      leaves.map(leaf => (leaf ? this.#text(leaf) : '')).find(Boolean) ?? ''
    );
  }

  #version(
    keys: ImageKeys,
    { image, tag, digest }: ReadImage['fields'],
  ): HelmVersion | undefined {
    if (image) {
      const { name: _, ...version } = parseImage(image.text);
      return image.text ? version : undefined;
    }
    const inOne = tag?.text.indexOf('@') ?? -1;
    if (tag && inOne >= 0) {
      return {
        tag: tag.text.slice(0, inOne),
        digest: tag.text.slice(inOne + 1),
        inOneField: true,
      };
    }
    const version = {
      ...(tag?.text && { tag: tag.text }),
      ...(digest?.text && { digest: digest.text }),
    };
    if (version.tag || version.digest) {
      return version;
    }
    const appVersion = keys.isConvention
      ? this.#appVersion(keys.tag ?? [])
      : undefined;
    if (appVersion) {
      return { tag: appVersion };
    }
    return tag || digest ? {} : undefined;
  }

  /** A chart's own `appVersion`: what charts as `helm create` makes them take where the tag is empty. */
  #appVersion(path: readonly string[]): string | undefined {
    return [...this.#charts]
      .sort((one, other) => other.below.length - one.below.length)
      .find(({ below }) => below.every((key, index) => path[index] === key))
      ?.appVersion;
  }

  #overridden(keys: ImageKeys): HelmRelease['overridden'] {
    return FIELDS.flatMap(field => {
      const path = keys[field];
      const leaf = path && leafAt(this.#values, path);
      const own = this.#layers.filter(layer => layer.isOwn);
      if (!path || !leaf || leaf.layer.isOwn) {
        return [];
      }
      return own.flatMap(layer => {
        const inLayer = path.slice(layer.below.length);
        return hasLeaf(layer.values, inLayer)
          ? [
              {
                key: keys.key,
                at: layer.positionOf(inLayer),
                by: positionOf(leaf),
              },
            ]
          : [];
      });
    });
  }
}

/** The map that an image's keys are in. */
function switchOf({ image, tag, digest }: ImageKeys): string[] {
  return (image ?? tag ?? digest ?? []).slice(0, -1);
}

function positionOf({ layer, keys }: MergedLeaf): FilePosition {
  return layer.positionOf(keys);
}

function hasLeaf(
  values: Record<string, unknown>,
  keys: readonly string[],
): boolean {
  let value: unknown = values;
  for (const key of keys) {
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined;
  }
  return value !== undefined && (typeof value !== 'object' || value === null);
}
