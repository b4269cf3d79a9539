import type { AsOf } from './EnvironmentResources';

/**
 * Which log of an environment is asked for.
 *
 * @public
 */
export interface PodLogQuery {
  pod: string;
  /** The pod's first container when left out. */
  container?: string;
  /** True for the container that ran before the last restart. */
  previous?: boolean;
}

/**
 * The last lines that a container wrote.
 *
 * @public
 */
export interface PodLog extends AsOf {
  pod: string;
  container: string;
  /** All containers of the pod, in its own order. */
  containers: string[];
  /** Oldest first; at most {@link MAX_LOG_LINES}. */
  lines: Array<{ at?: string; text: string }>;
  /** True when there are older lines that are not told. */
  truncated: boolean;
}

/**
 * The most lines of a log that are told.
 *
 * @public
 */
export const MAX_LOG_LINES = 500;
