import type { Layer, ManifestLocation } from './ServiceManifest';

const LAYERS: readonly string[] = [
  'services',
  'platform',
  'infra',
  'bootstrap',
] satisfies Layer[];

/**
 * Reads layer, category and folder of a manifest from its path in the repository:
 * `…/<layer>/[<category>/]<folder>/service.yaml`. The first folder with a layer's name counts.
 *
 * @public
 */
export function locateManifest(path: string): ManifestLocation {
  const normal = path.replace(/\\/g, '/').replace(/^(\.?\/)+/, '');
  const folders = normal.split('/').slice(0, -1);
  const parents = folders.slice(0, -1);
  const location: ManifestLocation = {
    path: normal,
    directory: folders.join('/'),
    folder: folders.at(-1) ?? '',
  };
  const layerIndex = parents.findIndex(isLayer);
  const layer = parents[layerIndex];
  if (isLayer(layer)) {
    location.layer = layer;
    const category = parents[layerIndex + 1];
    if (category) {
      location.category = category;
    }
  }
  return location;
}

function isLayer(name: string | undefined): name is Layer {
  return name !== undefined && LAYERS.includes(name);
}
