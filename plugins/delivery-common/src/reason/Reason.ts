import type { HealthStatus } from '../vocabulary';
import type { ClusterReasonParams } from './ClusterReason';

/**
 * A number from Prometheus and its bounds, of which there is at least one.
 *
 * @public
 */
export interface MeasuredMetric {
  name: string;
  environment: string;
  value: number;
  max?: number;
  min?: number;
}

/**
 * Every code of a {@link Reason} with its parameters. The set is closed: docs/reference/reasons.md lists it.
 *
 * `environment`, `instance`, `cluster` and `image` are names. `detail` is text of another program (Argo CD, a Git host, a
 * parser) in its own language and words. Times are ISO 8601 in UTC. Lines and columns are counted from 1.
 *
 * @public
 */
export interface ReasonParams extends ClusterReasonParams {
  /** Dangers of what a change of Git changes in the cluster. */
  DangersFound: { dangers: Reason[] };
  /** The policy holds nothing back for them. */
  DangersIgnored: { environment: string; dangers: Reason[] };

  // Why an Argo CD instance does not answer.
  /** The backend has just started. */
  ArgocdNotContacted: Record<string, never>;
  ArgocdTokenRefused: Record<string, never>;
  ArgocdLoginRefused: Record<string, never>;
  ArgocdErrorStatus: { status: number };
  ArgocdInvalidResponse: { detail: string };
  ArgocdTimedOut: Record<string, never>;
  ArgocdConnectionFailed: Record<string, never>;
  ArgocdCertificateRefused: Record<string, never>;

  // What stands behind the state of an environment.
  /** Argo CD's own words about the environment's health. */
  HealthDetail: { detail: string };
  ArgocdUnreachable: { instance: string; since?: string; cause?: Reason };
  ArgocdNotConfigured: { cluster: string };
  /** What Argo CD says is wrong with the environment's Application; `type` is its own name of it. */
  ApplicationCondition: { type: string; detail: string };
  /** The resource that makes the environment as healthy as it is. */
  ResourceHealth: {
    kind: string;
    name: string;
    health: HealthStatus;
    detail?: string;
    /** The pod that tells why, and what it says. */
    pod?: { name: string; detail: string };
  };
  /** The attempts of a sync fail, and Argo CD goes on trying. */
  SyncRetrying: { environment: string; detail?: string };
  /**
   * Argo CD is to sync the environment by itself, and its sync windows do not let it: one that denies syncs is active, or none
   * that allows them is. Schedule, duration and time zone are those of that window; UTC is named, and a time zone that is not
   * known is left out. `until` is when it ends or begins, where that is known; other windows may count from then on.
   * `manualSync` is whether a person may sync it all the same.
   */
  AutoSyncBlocked: {
    environment: string;
    kind: 'allow' | 'deny';
    schedule: string;
    duration: string;
    timeZone?: string;
    until?: string;
    manualSync: boolean;
  };
  /** Proven: Argo CD was asked for it by name. */
  ApplicationMissing: {
    environment: string;
    instance?: string;
    application?: string;
    project?: string;
  };
  /** Argo CD lists it no longer, and has not said that it is gone. */
  ApplicationUnlisted: { environment: string; instance: string };
  /** `right` is what the portal's account lacks, as Argo CD's policies write it. */
  ApplicationForbidden: {
    environment: string;
    instance: string;
    right: string;
  };
  /** Argo CD lists no Application, which does not prove that there is none. */
  ApplicationUnknown: { environment: string; instance: string };
  NeverDeployed: { environment: string };
  /** Why an Application is not the environment's that it names. */
  DestinationDiffers: {
    environment: string;
    destination: string;
    expected: string;
  };
  EnvironmentNotDeclared: { environment: string };
  SeveralApplications: { environment: string; application: string };
  ReleaseUnknown: { environment: string };
  /** The viewer lacks a permission, so nothing is said about the environment. */
  EnvironmentForbidden: { permission: string };
  RolledBackOutsideGit: { environment: string };
  GitReleaseUnknown: { environment: string };
  CatalogBehind: { environment: string; pullRequest: number };
  CanaryRunning: { environment: string; weight?: number };
  SeveralVersionsRun: { environment: string };

  // Why an SLA is not measured.
  /** No Prometheus of app-config measures the environment. */
  SlaNotConfigured: { environment: string };
  /** Its manifest says that it is not monitored. */
  MonitoringDisabled: Record<string, never>;
  /** Prometheus has nothing about the environment in this month. */
  SlaNoData: { environment: string; instance: string };
  PrometheusUnreachable: { instance: string };
  PrometheusErrorStatus: { instance: string; status: number };
  PrometheusInvalidAnswer: { instance: string };

  // Answers of gates.
  HealthUnknown: { environment: string; instance: string };
  EnvironmentHealthy: { environment: string; since?: string };
  EnvironmentProgressing: {
    environment: string;
    detail?: string;
    cause?: Reason;
  };
  EnvironmentSuspended: {
    environment: string;
    detail?: string;
    cause?: Reason;
  };
  EnvironmentUnhealthy: {
    environment: string;
    health: HealthStatus;
    detail?: string;
    cause?: Reason;
  };
  SyncUnknown: { environment: string; instance?: string; cause?: Reason };
  SyncRunning: { environment: string };
  EnvironmentOutOfSync: { environment: string };
  EnvironmentSynced: { environment: string };
  /** Another version runs than Git says, although Argo CD says Synced. */
  VersionDiffersFromGit: {
    environment: string;
    image: string;
    running: string;
    wanted: string;
  };
  ImagesPinned: { environment: string; file: string };
  ReleaseFileMissing: { environment: string; file: string; commit: string };
  /** No file of any strategy; `files` are the paths that were looked for. */
  ReleaseFilesMissing: {
    environment: string;
    files: string[];
    commit: string;
  };
  ReleaseFileInvalid: {
    file: string;
    line: number;
    column: number;
    detail: string;
  };
  /** A link in the place of an overlay or its file; `target` is the path it leads to, where that is known. */
  SymbolicLink: { file: string; target?: string };
  NoImagePinned: { file: string };
  ImageNotPinned: { file: string; line: number; image: string };
  /** An entry of `images` that has no effect; `rendered` are the images that are deployed. */
  ImagePinUnused: {
    file: string;
    line: number;
    image: string;
    rendered: string[];
  };
  ImagesListed: { from: string; to: string };
  /** Images that the source pins and the target does not list. `line` is that in `file`. */
  ImagesNotListed: {
    file: string;
    targetFile: string;
    images: Array<{ name: string; line: number }>;
  };
  ReleasesDiffer: { from: string; to: string };
  NothingToPromote: { from: string; to: string };
  OrderKept: { from: string; to: string };
  /** `before` are the environments directly before `to` on the promotion path. */
  OrderSkipped: { from: string; to: string; before: string[] };
  /** The record has no deployment of the Release to an environment that it must have gone through; `seenIn` is where it was chosen. */
  ReleaseNotDeployed: {
    environment: string;
    release: string;
    seenIn?: string;
  };
  /** A Release of the past was deployed there, and has been replaced in Git since. */
  ReleaseWasDeployed: { environment: string; release: string; at: string };
  ReleaseWasHealthy: { environment: string; release: string; at: string };
  ReleaseHealthUnknown: { environment: string; release: string };
  /** It was healthy, and was seen Degraded last before it was replaced. */
  ReleaseBecameDegraded: { environment: string; release: string; at: string };
  /** It was healthy once; whether it stayed so until it was replaced was not recorded at the time. */
  ReleaseHealthNotRecorded: {
    environment: string;
    release: string;
    at: string;
  };
  /** A gate has nothing to judge while a file is missing or has a problem. */
  FileNotRead: { file: string };
  /** Why a promotion cannot be opened when several gates say so, in their order. */
  SeveralGates: { reasons: Reason[] };
  /** The answer of a gate of another package, in its own words. */
  ExternalGate: { gate: string; message: string };
  GateTimedOut: { gate: string; seconds: number };
  GateBroken: { gate: string };
  AutoSyncAwaited: { environment: string };
  /** OutOfSync only because of resources that Git no longer has. */
  OnlyPruningLeft: { environment: string; resources: number };
  ImagesNotSeen: { environment: string };
  /** Tags that may mean another image tomorrow, in a protected environment. */
  FloatingTags: { environment: string; images: string[] };
  TagsFixed: { environment: string };
  NotProtected: { environment: string };
  ImageScanNotRequired: { environment: string };
  /** The promotion policy does not ask for what the gate judges. */
  NotRequiredByPolicy: { environment: string };
  /** Verified healthy in the environment it is promoted from, at least as long as the policy asks for. */
  Soaked: { environment: string; since: string; soakMs: number };
  Soaking: { environment: string; since: string; soakMs: number };
  /**
   * What the record of the environment it is promoted from lacks: any `deployment`, the `release` of the current one, or a time
   * since which that was seen in good `health`.
   */
  SoakUnknown: {
    environment: string;
    missing: 'deployment' | 'release' | 'health';
  };
  /** It was replaced since: the time until then counts. */
  SoakedBefore: {
    environment: string;
    since: string;
    until: string;
    soakMs: number;
  };
  /** It was replaced before it had been healthy for as long as the policy asks for. */
  SoakCutShort: {
    environment: string;
    release: string;
    since: string;
    until: string;
    soakMs: number;
  };
  /** The deployment was seen Degraded, and never Healthy. */
  SoakUnhealthy: { environment: string; release: string };
  /** What is promoted is not what was deployed last to the environment it is promoted from. */
  SoakOtherRelease: { environment: string; running: string; promoted: string };
  /** `reasons` are people's words; `until` is left out where the windows leave no gap that is known. */
  Frozen: { environment: string; reasons: string[]; until?: string };
  NotFrozen: { environment: string };
  /** Not frozen, and soon it is. */
  NextFreeze: { environment: string; from: string; reason: string };
  /** A schedule of the policy cannot be worked out. */
  FreezeUnreadable: { environment: string };
  /** Before the pull request is open there is nothing to approve. `groups` are entity refs. */
  ApprovalsRequired: {
    environment: string;
    permission: string;
    count: number;
    groups: string[];
  };
  /** So many more people, and members of these groups; `by` are those who have approved. All are entity refs. */
  ApprovalsMissing: {
    environment: string;
    by: string[];
    count: number;
    groups: string[];
  };
  /** `by` are entity refs. */
  ApprovedByAll: { by: string[] };
  RequiredChecksAwaited: { environment: string };
  /** The Git host requires no check of the branch. */
  NoRequiredChecks: { environment: string };
  /** The portal's token may not see the checks, or which of them are required. */
  RequiredChecksUnknown: { environment: string };
  /** Before the pull request is open there are no checks to judge. */
  ChecksAwaited: { environment: string };
  ChecksPassed: { checks: string[] };
  /** Before the pull request is open there is nothing to approve. */
  ApprovalRequired: { environment: string; permission: string };
  ApprovalAwaited: { environment: string };
  /** What was approved is not what the pull request holds now. `by` is an entity ref. */
  ApprovalVoid: { by: string; commit: string };
  /** `by` is an entity ref. */
  Approved: { by: string; at: string };
  /** Whoever asks for the promotion may approve it: nobody else needs to. `by` is an entity ref. */
  RequesterMayApprove: { by: string; environment: string };
  /** Only an open promotion can be approved. */
  PromotionNotOpen: { environment: string };
  /** The Git host says that it is closed, merged or not there, and the portal has not taken that over. */
  PullRequestNotOpen: { environment: string };
  /** Somebody else's commit stands at the head of its branch. */
  ForeignHeadNotApproved: { pullRequest: number };
  /** The commit that was seen is not what the pull request holds now. */
  ApprovalOutdated: { pullRequest: number; commit: string };
  /** Whoever wants to approve wrote the commit that brought what is promoted to where it comes from. */
  ApprovalByAuthor: { environment: string };
  ApprovedByOthers: Record<string, never>;
  /** The Release was rolled back in the environment it is promoted to. `by` is an entity ref or the subject of a service, where that is known. */
  RolledBackBefore: {
    environment: string;
    by?: string;
    at: string;
    reason?: string;
  };
  NotRolledBack: { environment: string };
  /** Somebody has just asked for the way back. */
  RollbackOpen: { environment: string; pullRequest: number; release: string };
  /** A rollback of a protected environment waits for nobody. */
  RollbackOfProtected: { environment: string };
  /** Why a gate does not hold anything up although it did not pass: `text` is what the person said. */
  ReasonGiven: { cause: Reason; text: string };
  /** The portal's token may not see the reviews at the Git host, which might be the approvals that are missing. */
  ReviewsUnknown: { environment: string };
  /** A gate holds back no longer, for a time: what it said, and who decided that until when, and why. */
  Overridden: { cause: Reason; by: string; until: string; text: string };
  /** Somebody else has pushed to the branch. */
  ForeignHeadNotOverridden: { pullRequest: number };
  OverrideOutdated: { pullRequest: number; commit: string };
  NothingToRollBack: { environment: string };
  /** Images that were pinned then, and that the file does not list now. */
  ImagesNoLongerListed: { file: string; images: string[] };
  /** The Git host no longer has the commit of a Deployment. */
  DeployedCommitMissing: { environment: string; commit: string };
  /** Argo CD names no commit of the service's repository for what was deployed last. */
  DeployedCommitUnknown: { environment: string };
  /** Neither the Git host nor Argo CD tells about a commit at the moment. */
  CommitNotRead: { environment: string; commit: string };
  /** A folder has more files than are compared. */
  FolderTooLarge: { folder: string; limit: number };
  /** The pull request has checks that failed or run, or none at all. */
  ChecksNotPassed: {
    checks: string[];
    state: 'failed' | 'pending' | 'missing';
  };

  NotRolledBackOutsideGit: { environment: string };
  /** A promotion would take back what was done outside Git. */
  PromotionOverRollback: { environment: string };
  /** Git names by now what was gone back to. */
  RollbackInGit: { environment: string };

  // Answers of gates about the world around the service.
  /** Somebody holds all promotions of the portal back. `by` is an entity ref, or the subject of a service. */
  LineStopped: { reason: string; by: string; at: string };
  LineRunning: Record<string, never>;
  /** Argo CD may not sync the environment now. Fields as of `AutoSyncBlocked`. */
  SyncWindowBlocks: {
    environment: string;
    kind: 'allow' | 'deny';
    schedule: string;
    duration: string;
    timeZone?: string;
    until?: string;
    manualSync: boolean;
  };
  SyncWindowsOpen: { environment: string };
  /** Argo CD does not sync it by itself anyway, and a person may. */
  SyncByHandAllowed: { environment: string };
  NoSyncWindows: { environment: string };
  /** `cause` is left out where only the log may tell. */
  SyncWindowsUnknown: {
    environment: string;
    instance: string;
    cause?: Reason;
  };
  /** `text` is what people wrote; `url` is a web address that stood in it. */
  IncidentOpen: { text: string; url?: string };
  NoIncident: Record<string, never>;
  NoDependencies: Record<string, never>;
  /**
   * Names of services. `hidden` counts those that are not named here, since who reads it may not see them. `notJudged` are those
   * without such an environment, and those that no service of the portal is meant by.
   */
  DependenciesHealthy: {
    environment: string;
    dependencies: string[];
    hidden: number;
    notJudged: string[];
  };
  DependenciesNotJudged: {
    environment: string;
    notJudged: string[];
    hidden: number;
  };
  DependenciesUnhealthy: {
    environment: string;
    dependencies: Array<{ name: string; health: HealthStatus }>;
    hidden: number;
  };
  DependenciesProgressing: {
    environment: string;
    dependencies: string[];
    hidden: number;
  };
  /** `causes` say which Argo CD does not tell. */
  DependenciesUnknown: {
    environment: string;
    dependencies: string[];
    hidden: number;
    causes: Reason[];
  };
  /** Shares of the budget of this calendar month, 0 to 1; `left` is below 0 where it is overspent. */
  ErrorBudgetLeft: { environment: string; left: number; minRemaining: number };
  ErrorBudgetSpent: { environment: string; left: number; minRemaining: number };
  /** Its SLA states no availability, or one of 100 %. */
  NoErrorBudget: { environment: string };
  AvailabilityNotMeasured: { environment: string };
  MetricsWithinBounds: { metrics: MeasuredMetric[] };
  MetricsOutOfBounds: { metrics: MeasuredMetric[] };
  MetricsUnknown: {
    metrics: Array<{ name: string; environment: string; cause: Reason }>;
  };
  /** Prometheus answers, and has no number for a query. */
  MetricNoData: { instance: string };
  /** Of the promotion policy. */
  MetricQueryInvalid: { detail: string };
  /** The portal had an error, or took too long, while it read what a gate judges by. */
  FactsNotRead: Record<string, never>;

  // Why Argo CD does not roll back, or did not.
  AutoSyncPreventsRollback: { environment: string };
  SyncWindowClosed: { environment: string; detail: string };
  HistoryEntryGone: { environment: string };
  OtherOperationRunning: { environment: string };
  /** What the portal's account at Argo CD lacks. */
  RollbackNotAllowed: { environment: string; instance: string };
  RollbackRefused: { environment: string; detail: string };
  /** The application does not read its manifests from the service's repository: a chart, or what a source hydrator wrote. */
  CommitNotDeployable: { environment: string };
  DeployedAlready: { environment: string };
  /** Argo CD's answer was lost, and its history shows no rollback. */
  RollbackNotDone: { environment: string };

  // Why a service cannot be promoted together with others.
  /** None that the viewer may see. */
  NoSuchService: Record<string, never>;
  NoSuchEnvironment: { environment: string };
  FirstEnvironment: { environment: string };
  PermissionMissing: { permission: string; environment: string };
  /** An open pull request brings another release there together with other services. */
  SharedPullRequest: { pullRequest: number; environment: string };
  OpeningFailed: Record<string, never>;
  /** The portal stopped before its pull request was opened. */
  OpeningStopped: Record<string, never>;

  // Why a promotion is where it is.
  PullRequestClosed: Record<string, never>;
  /** The answer of the Git host was lost, or the portal stopped before it came. */
  PullRequestUnknown: { branch: string };
  /** The branch of a pull request no longer points at the commit that the portal made. */
  HeadMoved: { pullRequest: number; commit: string; by?: string };
  /** `files` are paths; empty when the host does not tell them. */
  PullRequestConflicts: { files: string[] };
  /** A gate no longer passes while the pull request is open. */
  GateNoLongerPasses: { environment: string; reason: Reason };
  /** The environment that an open promotion comes from has another release in Git since; what gates say now is about that one. */
  SourceMovedOn: { environment: string; promoted: string; now: string };
  /** The merge brought something else into the promoted files. */
  MergedContentDiffers: { commit: string; files: string[] };
  Superseded: { pullRequest: number; release: string };
  /** A rollback took its place. */
  SupersededByRollback: {
    environment: string;
    pullRequest: number;
    release: string;
  };
  PromotionUndone: { environment: string };
  AwaitingArgocd: { environment: string };
  AwaitingCommit: { environment: string };
  AwaitingSync: { environment: string };
  /** Nobody can tell whether the commit that Argo CD names contains the merge. */
  MergeNotCompared: { environment: string };
  Syncing: { environment: string; detail: string };
  SyncFailed: { environment: string; detail: string };
  ImageNotRunning: { environment: string; image: string };
  AwaitingHealth: {
    environment: string;
    health: HealthStatus;
    detail?: string;
    cause?: Reason;
  };
  TargetDegraded: { environment: string; detail?: string; cause?: Reason };
  /** Somebody gave the pull request another base branch than the one it was opened for. */
  PullRequestRetargeted: {
    pullRequest: number;
    base: string;
    expected: string;
  };
  /** The pull request had another base branch when it was merged. */
  MergedElsewhere: { commit: string; base: string; expected: string };

  // What may go wrong with a rollback.
  /**
   * A release that is taken back was declared not rollback-safe: by `spec.release.rollbackSafe` in `file`, or by `label` of
   * the pull request that brought it.
   */
  RollbackUnsafe: {
    environment: string;
    release?: string;
    file?: string;
    pullRequest?: number;
    label?: string;
  };
  /** The registry no longer has an image that would run again. */
  ImageGone: { image: string };

  /** The promotion could not be checked; `detail` is missing where only the log may tell. */
  CheckFailed: { detail?: string };
  /** A sentence that was recorded before reasons had codes, or under a code that is not known here. */
  Recorded: { text: string };
}

/**
 * A code of {@link ReasonParams}.
 *
 * @public
 */
export type ReasonCode = keyof ReasonParams;

/**
 * Why something is as it is: data that a page says in the viewer's language and time zone.
 *
 * @public
 */
export type Reason<Code extends ReasonCode = ReasonCode> = {
  [C in Code]: {
    code: C;
    params: ReasonParams[C];
    /** The same in English, with times in UTC: for pull requests, the command line, logs, and codes a client does not know. */
    message: string;
    /** ISO time at which the answer will change by itself, where that is known. */
    changesAt?: string;
  };
}[Code];
