import type { ServiceManifest } from '../schema/ServiceManifest';

/**
 * A service that exists although its manifest cannot be read at the moment.
 *
 * @public
 */
export type KnownService = Pick<
  ServiceManifest,
  'name' | 'aliases' | 'location'
>;
