import type { GateResult } from '../gate/GateResult';
import type { Reason } from '../reason/Reason';
import type { ImageChange } from '../release/Release';
import type { ChosenRelease, PromotionBack } from './ChosenRelease';
import type { ClusterChanges } from './ClusterChanges';
import type { Promotion } from './Promotion';
import type { OverrideRequest } from './PromotionOverride';
import type { SourceCommits } from './SourceCommits';

/**
 * A file that a promotion changes.
 *
 * @public
 */
export interface FileChange {
  path: string;
  /** Unified diff with three lines of context. */
  diff: string;
}

/**
 * Body of a promotion request.
 *
 * @public
 */
export interface PromotionRequest {
  from: string;
  to: string;
  /**
   * Id of a Deployment to an environment before `to` on its path, whose Release is promoted; what Git names for `from` now when
   * left out. `from` stays the environment that it must have been verified in.
   */
  deployment?: string;
  /** Why, in the person's own words. Required where {@link PromotionPreview.reasonRequired} says so. */
  reason?: string;
  /** Opens it though gates hold it back. It takes a permission of its own, and a person. Previews do not take it. */
  override?: OverrideRequest;
}

/**
 * What a promotion would do, and whether it may.
 *
 * @public
 */
export interface PromotionPreview {
  entityRef: string;
  from: string;
  to: string;
  /** Where the Release comes from; left out when it is what Git names for `from` now. */
  chosen?: ChosenRelease;
  /** Set when the chosen Release is older than what `to` has. */
  back?: PromotionBack;
  /** Commit all of this was read at. */
  baseCommit: string;
  changes: ImageChange[];
  files: FileChange[];
  /** What that changes in the cluster; left out where nothing is written. */
  clusterChanges?: ClusterChanges;
  /**
   * What comes with the service's own image; left out where service.yaml names no source repository, or that image does not change.
   */
  sourceCommits?: SourceCommits;
  gates: GateResult[];
  /** Why a reason must be given, such as that the Release was rolled back there; left out when none is required. */
  reasonRequired?: Reason[];
  /**
   * Ids of the gates that hold it back; set where the viewer may override all of them, so that nothing else stands in the way.
   */
  overridable?: string[];
  /** An open promotion of the same Release to the same environment: opening again leads to it. */
  existing?: Promotion;
  /** An open promotion of another Release to the same environment: opening takes its place, and closes its pull request. */
  replaces?: Promotion;
  /** True when confirming will open (or find) a pull request, with a reason where `reasonRequired` asks for one. */
  canOpen: boolean;
  /** Why not; only when `canOpen` is false. */
  reason?: Reason;
}
