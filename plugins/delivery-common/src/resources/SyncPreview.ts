import type { ResourceReference } from '../environment/EnvironmentStatus';
import type { Release } from '../release/Release';
import type { AsOf } from './EnvironmentResources';

/**
 * What a sync of an environment would do, by a dry run of the cluster or by what Argo CD found to differ.
 *
 * @public
 */
export interface SyncPreview extends AsOf {
  /** What runs now, and what Git names; left out where it is not known. */
  from?: Release;
  to?: Release;
  /** Commit that would be applied, in the service's own repository. */
  revision?: string;
  /** What would change, worst first: what the cluster refuses, then what would be removed. */
  resources: Array<
    ResourceReference & {
      change: 'created' | 'updated' | 'removed';
      /** Why the cluster would refuse it, in its own words. */
      refused?: string;
    }
  >;
}
