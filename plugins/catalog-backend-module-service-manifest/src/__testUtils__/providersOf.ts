import type { EntityProvider } from '@backstage/plugin-catalog-node';
import type { CatalogWriter } from '../write/CatalogWriter';

/**
 * The shards of a writer, and what stands for the provider that owns it.
 *
 * @internal
 */
export const providersOf = (writer: CatalogWriter): EntityProvider[] => [
  {
    getProviderName: () => writer.locationKey,
    connect: connection => writer.connect(connection),
  },
  ...writer.shards,
];
