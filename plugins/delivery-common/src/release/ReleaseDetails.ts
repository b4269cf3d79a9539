import type { RolloutProgress } from '../environment/RolloutProgress';
import type { AsOf } from '../resources/EnvironmentResources';
import type { Reason } from '../reason/Reason';
import type { CommitSummary } from './CommitSummary';
import type { Release } from './Release';

/**
 * What an environment runs and where it comes from.
 *
 * @public
 */
export interface ReleaseDetails extends AsOf {
  release?: Release;
  /** The commit that was deployed last, with its whole message; `problem` says why it is not known. */
  commit?: CommitSummary & { message?: string };
  problem?: Reason;
  /** Compared with what the environment before it on the path runs. Left out for the first. */
  before?: {
    environment: string;
    /** Its commits to the service's files that this environment does not have, newest first. */
    commits: CommitSummary[];
    /** False when there are more. */
    complete: boolean;
    /** Address for people where the Git host compares the two commits. */
    url?: string;
    problem?: Reason;
  };
  /** Rollouts of Argo Rollouts that the environment has, on each of its clusters. */
  rollouts: RolloutProgress[];
}
