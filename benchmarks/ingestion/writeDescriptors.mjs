import fs from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';

/** Told of where an entity came from; the engine writes its own for a file. */
const LOCATION_ANNOTATIONS = [
  'backstage.io/managed-by-location',
  'backstage.io/managed-by-origin-location',
];

/**
 * Writes entities as people of stock Backstage would have them: one catalog-info.yaml each.
 * @param {Array<import('@backstage/catalog-model').Entity>} entities
 * @param {string} folder made anew
 * @returns {string[]} the files
 */
export function writeDescriptors(entities, folder) {
  fs.rmSync(folder, { recursive: true, force: true });
  return entities.map(entity => {
    const annotations = { ...entity.metadata.annotations };
    for (const name of LOCATION_ANNOTATIONS) {
      delete annotations[name];
    }
    const place = path.join(
      folder,
      entity.kind.toLowerCase(),
      entity.metadata.namespace ?? 'default',
      entity.metadata.name,
    );
    fs.mkdirSync(place, { recursive: true });
    const file = path.join(place, 'catalog-info.yaml');
    fs.writeFileSync(
      file,
      stringify({ ...entity, metadata: { ...entity.metadata, annotations } }),
    );
    return file;
  });
}
