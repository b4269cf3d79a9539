import type {
  GateStatus,
  HealthStatus,
  OperationPhase,
  PromotionStatus,
  SyncStatus,
} from './vocabulary';

/**
 * One image of a Release: repository and what pins it.
 *
 * @public
 */
export interface ReleaseImage {
  /** Repository with registry, without tag, for example `ghcr.io/acme/shop`. */
  name: string;
  tag?: string;
  /** `sha256:…` */
  digest?: string;
}

/**
 * An immutable set of artifact versions. The first image is the main one.
 *
 * @public
 */
export interface Release {
  images: ReleaseImage[];
}

/**
 * Whether an Argo CD instance answers.
 *
 * @public
 */
export interface InstanceStatus {
  name: string;
  reachable: boolean;
  /** ISO time of the last successful answer; undefined when it never answered. */
  lastContact?: string;
  /** ISO time since when it does not answer; only when unreachable. */
  unreachableSince?: string;
  /** Why, in words without addresses or secrets; only when unreachable. */
  reason?: string;
}

/**
 * Argo CD's last operation on an Application.
 *
 * @public
 */
export interface OperationStatus {
  phase: OperationPhase;
  message?: string;
  startedAt?: string;
  finishedAt?: string;
}

/**
 * The state of one environment of a service.
 *
 * @public
 */
export interface EnvironmentStatus {
  name: string;
  cluster: string;
  namespace: string;
  autoSync: boolean;
  rollout?: 'rolling' | 'canary' | 'blueGreen';
  /** The canary's weights in percent, in order, where the manifest has steps. */
  rolloutWeights?: number[];
  sync: SyncStatus;
  health: HealthStatus;
  healthMessage?: string;
  /** ISO time since when health is what it is, by Argo CD. */
  since?: string;
  operation?: OperationStatus;
  /** What runs, by Argo CD; undefined when not known. */
  release?: Release;
  /** Commit that was synced last. */
  revision?: string;
  /** ISO time of the last finished deployment. */
  deployedAt?: string;
  application?: {
    name: string;
    /** Link to Argo CD's own page, when the instance has a public address configured. */
    url?: string;
  };
  /** Name of the Argo CD instance that answers for this environment. */
  instance?: string;
  /**
   * True when these are the last facts of an instance that does not answer any more. Sync and health then keep
   * what was seen last; show them in grey with the instance's `unreachableSince`.
   */
  stale: boolean;
  /** ISO time at which these facts were true; undefined when the instance never answered. */
  asOf?: string;
}

/**
 * One image that differs between two environments. `from` is what the target has now, `to` what it would get.
 *
 * @public
 */
export interface ImageChange {
  name: string;
  from?: { tag?: string; digest?: string };
  to: { tag?: string; digest?: string };
}

/**
 * The way between two neighbouring environments.
 *
 * - `same`: both run the same Release
 * - `differs`: the next one may be promoted to
 * - `under-way`: a promotion is not finished; see `promotion`
 * - `unknown`: one side's Release is not known
 *
 * @public
 */
export interface EnvironmentTransition {
  from: string;
  to: string;
  state: 'same' | 'differs' | 'under-way' | 'unknown';
  /** Image by image, by what runs. */
  changes: ImageChange[];
  /** The promotion that is under way, else the last one that failed and was not followed by another. */
  promotion?: Promotion;
}

/**
 * All that a service's page needs to know about its environments.
 *
 * @public
 */
export interface ServiceDelivery {
  entityRef: string;
  environments: EnvironmentStatus[];
  transitions: EnvironmentTransition[];
  instances: InstanceStatus[];
  /** What the viewer may do, by environment. */
  permissions: {
    /** Environments the viewer may promote to. */
    promote: string[];
    /** Environments the viewer may sync. */
    sync: string[];
  };
  /** ISO time of this answer. */
  generatedAt: string;
}

/**
 * A service in one line: for lists and dependencies.
 *
 * @public
 */
export interface ServiceDeliverySummary {
  entityRef: string;
  environments: Array<
    Pick<EnvironmentStatus, 'name' | 'sync' | 'health' | 'release' | 'stale'>
  >;
  /** The worst health of all environments, `Unknown` when any is stale or unknown and none is worse. */
  health: HealthStatus;
}

/**
 * A rule's answer.
 *
 * @public
 */
export interface GateResult {
  /** Stable kebab-case id, for example `source-healthy`. */
  id: string;
  title: string;
  status: GateStatus;
  /** Full sentence for a person: why, and whom or what to ask. */
  reason: string;
}

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
 * What a promotion would do, and whether it may.
 *
 * @public
 */
export interface PromotionPreview {
  entityRef: string;
  from: string;
  to: string;
  /** Commit all of this was read at. */
  baseCommit: string;
  changes: ImageChange[];
  files: FileChange[];
  gates: GateResult[];
  /** An open promotion of the same Release to the same environment: opening again leads to it. */
  existing?: Promotion;
  /** True when confirming will open (or find) a pull request. */
  canOpen: boolean;
  /** Why not; only when `canOpen` is false. */
  reason?: string;
}

/**
 * A pull request at the Git host.
 *
 * @public
 */
export interface PromotionPullRequest {
  number: number;
  url: string;
  title: string;
}

/**
 * The record of a promotion.
 *
 * @public
 */
export interface Promotion {
  id: string;
  entityRef: string;
  from: string;
  to: string;
  changes: ImageChange[];
  release: Release;
  status: PromotionStatus;
  /** Sentence for a person, always there when status is `failed`, `rejected` or `superseded`. */
  reason?: string;
  pullRequest?: PromotionPullRequest;
  /** Commit the edit was read at and is parented on. */
  baseCommit: string;
  mergeCommit?: string;
  /** Entity ref of the user who asked. */
  requestedBy: string;
  createdAt: string;
  updatedAt: string;
  mergedAt?: string;
  finishedAt?: string;
}

/**
 * Body of a promotion request.
 *
 * @public
 */
export interface PromotionRequest {
  from: string;
  to: string;
}
