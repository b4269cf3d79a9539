import { formatImage, type ImageReference, parseImage } from '../image';
import type { RenderedEnvironment } from './RenderedEnvironment';
import type { FilePosition } from './RepositoryFile';

/**
 * Whether an edit of pins does what it announces: each image that an edited pin decides gets its version, at least one
 * changes for each such pin, and no other image changes.
 *
 * @param versions - by place of the pin in `images`
 * @returns what is wrong and where, undefined when the edit does what it should
 * @public
 */
export function checkPinEdit(
  before: RenderedEnvironment,
  after: RenderedEnvironment,
  versions: ReadonlyMap<number, Pick<ImageReference, 'tag' | 'digest'>>,
): { at: FilePosition; message: string } | undefined {
  const effective = new Set<number>();
  const isSame = after.images.length === before.images.length;
  for (const [index, image] of before.images.entries()) {
    const edited = after.images[index];
    const pin = image.pins.at(-1);
    const version = pin === undefined ? undefined : versions.get(pin);
    const expected = version
      ? formatImage({ name: parseImage(image.image).name, ...version })
      : image.image;
    if (
      !isSame ||
      edited.image !== expected ||
      edited.pins.join() !== image.pins.join()
    ) {
      return {
        at: pin === undefined ? image.at : before.pins[pin].at,
        message: `with the new versions, kustomize would render ${edited?.image} in ${image.kind} ${image.name} and not ${expected}: write entries of \`images\` that do not depend on each other`,
      };
    }
    if (pin !== undefined && edited.image !== image.image) {
      effective.add(pin);
    }
  }
  const idle = [...versions.keys()].find(pin => !effective.has(pin));
  return idle === undefined
    ? undefined
    : {
        at: before.pins[idle].at,
        message: `another version of ${before.pins[idle].name} would change nothing here, because no manifest gets its image from this entry: write the name that the manifests have`,
      };
}
