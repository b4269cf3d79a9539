import type { ResourceReference } from '../environment/EnvironmentStatus';
import type { AsOf } from './EnvironmentResources';

/**
 * An event of Kubernetes about an environment's Application or one of its resources.
 *
 * @public
 */
export interface EnvironmentEvent {
  type: 'Normal' | 'Warning';
  /** The cluster's own word, such as `FailedScheduling`. */
  reason: string;
  /** The cluster's own words, without addresses. */
  message: string;
  /** How often it happened. */
  count: number;
  /** ISO times. */
  firstAt?: string;
  lastAt?: string;
  about: ResourceReference;
}

/**
 * What the cluster reports of an environment, newest first. Kubernetes keeps events for an hour.
 *
 * @public
 */
export interface EnvironmentEvents extends AsOf {
  /** At most {@link MAX_EVENTS}. */
  items: EnvironmentEvent[];
  total: number;
}

/**
 * The most events of an environment that are told.
 *
 * @public
 */
export const MAX_EVENTS = 200;
