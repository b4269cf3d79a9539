import { type Layer, LAYERS, type ManifestLocation } from './ServiceManifest';

const OWN_NAMES: Record<string, Layer> = Object.fromEntries(
  LAYERS.map(layer => [layer, layer]),
);

/**
 * Whether a file is called as a service manifest is: `service.yaml`, in whatever folder.
 *
 * @param path - with `/`
 * @public
 */
export function isManifestPath(path: string): boolean {
  return path === 'service.yaml' || path.endsWith('/service.yaml');
}

/**
 * Reads layer, category and folder of a manifest from its path in the repository:
 * `…/<layer>/[<category>/]<folder>/service.yaml`. The first folder that stands for a layer counts.
 *
 * @param options - `layers`: which folder stands for which layer; each layer's own name when absent
 * @public
 */
export function locateManifest(
  path: string,
  options: { layers?: Record<string, Layer> } = {},
): ManifestLocation {
  const normal = path.replace(/\\/g, '/').replace(/^(\.?\/)+/, '');
  const folders = normal.split('/').slice(0, -1);
  const parents = folders.slice(0, -1);
  const location: ManifestLocation = {
    path: normal,
    directory: folders.join('/'),
    folder: folders.at(-1) ?? '',
  };
  const layers = options.layers ?? OWN_NAMES;
  const layerIndex = parents.findIndex(name => Object.hasOwn(layers, name));
  if (layerIndex >= 0) {
    location.layer = layers[parents[layerIndex]];
    const category = parents[layerIndex + 1];
    if (category) {
      location.category = category;
    }
  }
  return location;
}
