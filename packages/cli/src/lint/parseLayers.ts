import { type Layer, LAYERS } from '@stonegarden/service-manifest';
import { InvalidArgumentError } from 'commander';

/**
 * Reads `apps=services,core=platform`: which folder stands for which layer.
 *
 * @internal
 */
export function parseLayers(text: string): Record<string, Layer> {
  const pairs = text.split(',').map(part => {
    const [folder, name, more] = part.split('=').map(one => one.trim());
    const layer = LAYERS.find(one => one === name);
    if (!folder || !layer || more !== undefined) {
      throw new InvalidArgumentError(
        `Write folder=layer, such as apps=services; layers are ${LAYERS.join(
          ', ',
        )}.`,
      );
    }
    return [folder, layer] as const;
  });
  return Object.fromEntries(pairs);
}
