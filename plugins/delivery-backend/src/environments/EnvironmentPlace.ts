import type { ManifestEnvironment } from '@stonegarden/service-manifest';

/** Where an environment runs, as far as its Application is to be found by it. */
export type EnvironmentPlace = Pick<
  ManifestEnvironment,
  'name' | 'cluster' | 'namespace'
>;
