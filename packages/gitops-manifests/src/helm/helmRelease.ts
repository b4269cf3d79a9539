import { DIGEST, formatImage, TAG } from '../image';
import { editValues, type ValueEdit } from './editValues';
import type {
  HelmEnvironment,
  HelmRelease,
  HelmResult,
  HelmVersion,
} from './HelmEnvironment';
import {
  HelmReader,
  type ReadImage,
  readLayers,
  type VersionField,
} from './HelmReader';
import { type ValuesLayer, ValuesProblem } from './ValuesLayer';

/**
 * Reads which images the values of an environment name, in the version that they have once Helm has merged them.
 *
 * @public
 */
export function readHelmRelease(
  environment: HelmEnvironment,
): HelmResult<HelmRelease> {
  return settle(() => {
    const { images, overridden } = readWhole(environment).read;
    return {
      images: images.map(({ fields: _, paths: __, ...image }) => image),
      overridden,
    };
  });
}

/**
 * A file of values before and after an edit.
 *
 * @public
 */
export interface EditedValues {
  path: string;
  before: string;
  after: string;
}

/**
 * Writes other versions into the files that an environment has to itself, value by value: comments, quotes, line ends and
 * everything else stay byte for byte. What was written is read again: exactly the announced images have their new version then,
 * and no other image has changed. What cannot be written alone is refused, with its place.
 *
 * @param versions - by key of the image; an undefined tag or digest is written as an empty value
 * @returns the files that change
 * @public
 */
export function editHelmRelease(
  environment: HelmEnvironment,
  versions: ReadonlyMap<string, HelmVersion>,
): HelmResult<EditedValues[]> {
  return settle(() => {
    const { layers, read } = readWhole(environment);
    const edits = new Map<ValuesLayer, ValueEdit[]>();
    for (const [key, version] of versions) {
      const image = read.images.find(one => one.key === key);
      if (!image) {
        const { path } = environment.values[environment.values.length - 1];
        throw new ValuesProblem(
          { file: path, line: 1, column: 1 },
          `no values file of this environment has \`${key}\`: add it with the version that runs now`,
        );
      }
      for (const { layer, ...edit } of editsOf(image, version)) {
        edits.set(layer, [...(edits.get(layer) ?? []), edit]);
      }
    }
    const texts = new Map(
      Array.from(edits, ([layer, all]) => {
        const after = editValues(layer, all);
        if (after instanceof ValuesProblem) {
          throw after;
        }
        return [layers.indexOf(layer), after] as const;
      }),
    );
    const files = [...texts].map(([index, after]) => ({
      path: environment.values[index].path,
      before: String(environment.values[index].content),
      after,
    }));
    const values = environment.values.map((one, index) => ({
      ...one,
      content: texts.get(index) ?? one.content,
    }));
    checkEdit(
      read.images,
      readWhole({ ...environment, values }).read.images,
      versions,
    );
    return files.filter(({ before, after }) => before !== after);
  });
}

function readWhole(environment: HelmEnvironment) {
  const layers = readLayers(environment.values);
  if (layers instanceof ValuesProblem) {
    throw layers;
  }
  return { layers, read: new HelmReader(layers, environment).read() };
}

function settle<T>(work: () => T): HelmResult<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (error instanceof ValuesProblem) {
      const { at, message } = error;
      return { ok: false, at, message };
    }
    throw error;
  }
}

function editsOf(
  image: ReadImage,
  version: HelmVersion,
): Array<ValueEdit & { layer: ValuesLayer }> {
  const { fields, at, key } = image;
  const refuse = (message: string) => new ValuesProblem(at, message);
  for (const [value, pattern] of [
    [version.tag, TAG],
    [version.digest, DIGEST],
  ] as const) {
    if (value !== undefined && !pattern.test(value)) {
      throw refuse(
        `${JSON.stringify(value)} is not a tag or digest of an image`,
      );
    }
  }
  return Object.entries(textsOf(image, version)).flatMap(([name, value]) => {
    const field = fields[name as VersionField];
    if (value === undefined || (field?.text ?? '') === value) {
      return [];
    }
    const path = image.paths[name as VersionField]?.join('.') ?? key;
    if (!field) {
      throw refuse(
        `\`${path}\` has to become ${value}, and there is no such key: add it, for now with the value ""`,
      );
    }
    if (!field.layer.isOwn) {
      throw new ValuesProblem(
        field.layer.positionOf(field.keys),
        `\`${path}\` has to become ${
          value || 'empty'
        }, and stands in a file that is not this environment's own: write it in a values file of the environment`,
      );
    }
    return [{ layer: field.layer, keys: field.keys, value }];
  });
}

/** What each field says in a version. The way in which a file has a digest stays as it is, where it has one. */
function textsOf(
  { fields, name, version: current }: ReadImage,
  { tag = '', digest, inOneField }: HelmVersion,
): Partial<Record<VersionField, string>> {
  if (fields.image) {
    return { image: formatImage({ name, ...(tag && { tag }), digest }) };
  }
  const hasDigestField = fields.digest !== undefined && !current.inOneField;
  const together =
    digest !== undefined &&
    tag !== '' &&
    !hasDigestField &&
    (inOneField || current.inOneField);
  return together
    ? { tag: `${tag}@${digest}`, digest: '' }
    : { tag, digest: digest ?? '' };
}

/** Throws unless exactly the announced images have changed. */
function checkEdit(
  before: readonly ReadImage[],
  after: readonly ReadImage[],
  versions: ReadonlyMap<string, HelmVersion>,
): void {
  for (const image of before) {
    const { tag, digest } = versions.get(image.key) ?? image.version;
    const edited = after.find(({ key }) => key === image.key);
    if (
      after.length !== before.length ||
      edited?.name !== image.name ||
      edited.version.tag !== tag ||
      edited.version.digest !== digest
    ) {
      throw new ValuesProblem(
        image.at,
        `with the new versions, \`${image.key}\` would be ${
          edited
            ? formatImage({ name: edited.name, ...edited.version })
            : 'gone'
        } and not ${formatImage({ name: image.name, tag, digest })}`,
      );
    }
  }
}
