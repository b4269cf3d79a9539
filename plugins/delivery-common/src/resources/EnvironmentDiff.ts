import type { ResourceReference } from '../environment/EnvironmentStatus';
import type { AsOf } from './EnvironmentResources';

/**
 * How a resource in the cluster differs from Git, as YAML on both sides. What the cluster manages itself is left out, and the
 * values of Secrets are masked: equal masks are equal values.
 *
 * @public
 */
export interface ResourceDifference extends ResourceReference {
  /** What a sync would do: `removed` only with pruning. */
  change: 'created' | 'updated' | 'removed';
  /** What is in the cluster; left out where there is nothing. */
  live?: string;
  /** What Git says; left out where it says nothing. */
  desired?: string;
  /** True when a side was too long and was left out. */
  tooLarge?: true;
}

/**
 * What differs between the cluster and Git in an environment.
 *
 * @public
 */
export interface EnvironmentDiff extends AsOf {
  /** At most {@link MAX_DIFFERENCES}. */
  items: ResourceDifference[];
  total: number;
}

/**
 * The most differences of an environment that are told with their text.
 *
 * @public
 */
export const MAX_DIFFERENCES = 100;
