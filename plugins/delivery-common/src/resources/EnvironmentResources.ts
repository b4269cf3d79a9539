import type { ResourceReference } from '../environment/EnvironmentStatus';
import type { HealthStatus } from '../vocabulary';

/**
 * What is read of an environment on demand: it is as of `asOf` (ISO time), and may be some seconds old.
 *
 * @public
 */
export interface AsOf {
  asOf: string;
}

/**
 * A resource that runs in an environment, or that belongs to one that does.
 *
 * @public
 */
export interface ResourceNode extends ResourceReference {
  /** Unique in its answer. */
  id: string;
  /** Ids of what it belongs to, such as the ReplicaSet of a Pod. Empty for one that Git names, and for one that nobody owns. */
  parents: string[];
  /** Left out for kinds that have no health. */
  health?: HealthStatus;
  /** Argo CD's own words, without addresses. */
  healthMessage?: string;
  /** Whether it is one that Git names, and what Argo CD says about it. Left out for what controllers made. */
  sync?: 'Synced' | 'OutOfSync' | 'Unknown';
  /** True for one that Git no longer has. */
  requiresPruning?: true;
  /** What Argo CD tells beside it, in its own words and order, such as `Status Reason` or `Revision`. */
  facts: Array<{ name: string; value: string }>;
  /** Image references of a workload or Pod. */
  images: string[];
  /** ISO time. */
  createdAt?: string;
}

/**
 * Everything that an environment has in its cluster.
 *
 * @public
 */
export interface EnvironmentResources extends AsOf {
  /** Parents before their children, those that are worst first. At most {@link MAX_RESOURCE_NODES}. */
  nodes: ResourceNode[];
  /** How many there are. */
  total: number;
}

/**
 * The most resources of an environment that are told.
 *
 * @public
 */
export const MAX_RESOURCE_NODES = 1000;
