import type {
  ChosenRelease,
  ClusterChanges,
  Deployment,
  EnvironmentStatus,
  GateResult,
  HealthStatus,
  ImageChange,
  InstanceStatus,
  LineStop,
  PromotionApproval,
  PromotionApprovalState,
  PromotionPolicy,
  PromotionPullRequest,
  Reason,
  Release,
  RequiredApprovals,
  RollbackDetails,
  RolledBackRelease,
  SlaReading,
  SyncWindows,
} from '@stonegarden/backstage-plugin-delivery-common';

/**
 * What Git says one environment runs, or what keeps that from being known.
 *
 * @public
 */
export interface ReleaseInGit {
  /** Path of the file that says so, from the repository's root. */
  file: string;
  /** Undefined when the file is missing, cannot be read, or does not pin every image. */
  release?: Release;
  /** What is wrong with the file, with its line where there is one. */
  problem?: Reason;
}

/**
 * Who asks for a promotion, and whether it was approved.
 *
 * @public
 */
export interface ApprovalFacts {
  /** Entity ref of the user who asks, or asked, for the promotion, or the subject of a service. */
  requestedBy: string;
  /** What is required: by the policy when the promotion was opened or by that of now, whichever is stricter. */
  required: RequiredApprovals;
  /** As far as anything is required. */
  state: PromotionApprovalState;
  /** All that were given, of whatever commit. */
  approvals: PromotionApproval[];
  /** Those that count. */
  given: PromotionApproval[];
  /** So many people, and members of these groups. */
  missing: { count: number; groups: string[] };
}

/**
 * What was looked for: what was found, or why it is not known.
 *
 * @public
 */
export type GateFact<T> =
  | { value: T; unknown?: undefined }
  | { value?: undefined; unknown: Reason };

/**
 * An open incident that the service's entity names.
 *
 * @public
 */
export interface IncidentFact {
  /** As people wrote it, in one line. */
  text: string;
  /** Its web address, where the text holds one: http or https. */
  url?: string;
}

/**
 * A service that the promoted one depends on, in the environment of the target's name.
 *
 * @public
 */
export interface DependencyFact {
  /** Left out where the viewer may not see it, and where there is no viewer. */
  name?: string;
  /**
   * Its health as Argo CD says now. `elsewhere`: it has no such environment, or is not a service of the portal. Otherwise why its
   * health is not known.
   */
  health: GateFact<HealthStatus | 'elsewhere'>;
}

/**
 * What Prometheus says about one metric of the policy.
 *
 * @public
 */
export interface MetricFact {
  /** As the policy names it. */
  name: string;
  /** Name of the environment that is measured. */
  environment: string;
  /** A number, or why there is none. */
  measured: GateFact<number>;
}

/**
 * What the world around a service says. Each is left out where the policy does not ask for it, and on the way back.
 *
 * @public
 */
export interface WorldFacts {
  /** Why the line is stopped; null while it runs. */
  lineStop?: GateFact<LineStop | null>;
  /** The sync windows of the target; null where Argo CD has no Application for it yet. */
  syncWindows?: GateFact<SyncWindows | null>;
  /** The open incident; null where there is none. */
  incident?: GateFact<IncidentFact | null>;
  /** All that the service depends on. */
  dependencies?: GateFact<DependencyFact[]>;
  /** The measured SLA of the environment whose error budget counts; null where its SLA leaves no room for errors, or states none. */
  sla?: GateFact<SlaReading | null>;
  /** In the order of the policy. */
  metrics?: GateFact<MetricFact[]>;
}

/**
 * A Release that is promoted out of the past of an environment.
 *
 * @public
 */
export interface PastRelease {
  /** Its last Deployment to that environment, as recorded; undefined where there is none. */
  deployment?: Deployment;
  /** Set when it was rolled back there. */
  rolledBack?: RolledBackRelease;
}

/**
 * Another environment that what is promoted must have been verified in, where the promotion path meets.
 *
 * @public
 */
export interface OtherSource {
  /** As Argo CD has it now. */
  environment: EnvironmentStatus;
  /** As Git has it now. */
  git: ReleaseInGit;
  /** What was deployed last to it, as recorded; undefined where nothing is. */
  deployment?: Deployment;
  /** Set when what is promoted is not what Git names for it now. */
  past?: PastRelease;
}

/**
 * What a gate judges by: facts only, all read before the first gate is asked.
 *
 * @public
 */
export interface GateFacts {
  /** Entity ref of the service's Component. */
  entityRef: string;
  /** The environment to promote from, by Argo CD. */
  source: EnvironmentStatus;
  /** The environment to promote to, by Argo CD. */
  target: EnvironmentStatus;
  /** The Argo CD instances that answer for one of the two. */
  instances: InstanceStatus[];
  /** Names of the environments directly before the target on the promotion path. */
  before: string[];
  /** The others of them, where the path meets: what is promoted must have been verified in each. Left out where there is none. */
  otherSources?: OtherSource[];
  /** Where the promoted Release was chosen from; left out when it is what Git names for `source`. */
  chosen?: ChosenRelease;
  /** Set when what is promoted is not what Git names for `source` now: its past is judged then. */
  past?: PastRelease;
  /** Both environments as Git has them at `baseCommit`; of a Release that was chosen, `source` is where that was deployed, as it was then. */
  git: { baseCommit: string; source: ReleaseInGit; target: ReleaseInGit };
  /** What the promotion would change in Git; empty when a file has a problem that keeps it from being known. */
  changes: ImageChange[];
  /** What the promotion would change in the cluster, without the diffs; left out where it writes nothing. */
  clusterChanges?: ClusterChanges;
  /** ISO time at which the gates are asked. A gate judges by it, and by no clock of its own. */
  now: string;
  /** The rules that hold for this service and target. */
  policy: PromotionPolicy;
  /** What was deployed last to the environment to promote from, as recorded; undefined where nothing is, and on the way back. */
  sourceDeployment?: Deployment;
  /** Whether the target is one of `delivery.protectedEnvironments`. */
  isProtected: boolean;
  /** `spec.security.imageScanRequired` of service.yaml. */
  imageScanRequired: boolean;
  /** Undefined where nobody asks for the promotion. */
  approval?: ApprovalFacts;
  /** Once the promotion has one: gates are asked again until it is merged. */
  pullRequest?: PromotionPullRequest;
  /** Set when the way goes back: `source` and `target` are then the same environment, and `git.source` is its past. */
  rollback?: RollbackDetails;
  /** Set when the Release that is promoted was rolled back in the target, and has not arrived there again since. */
  rolledBack?: RolledBackRelease;
  /** Set when what runs in the target was rolled back in Argo CD, past Git: the Release that it went back to, where that is known. */
  outsideGit?: { release?: Release };
  /** The rollback of the target that is open. */
  openRollback?: { pullRequest: number; release: Release };
  /** Left out on the way back, which nothing of it holds up. */
  world?: WorldFacts;
}

/**
 * A gate's answer.
 *
 * @public
 */
export interface GateAnswer extends Pick<GateResult, 'reason'> {
  /** A person overrides a gate, and no gate itself. */
  status: Exclude<GateResult['status'], 'overridden'>;
}

/**
 * In which direction a gate protects.
 *
 * - `promotion`: the way forward only
 * - `both`: rollbacks too. What has not passed does not hold a rollback up; it asks for a reason
 *
 * @public
 */
export type GateDirection = 'promotion' | 'both';

/**
 * A rule that a promotion must pass before its pull request is opened.
 *
 * A gate of another package answers with reasons of the code `ExternalGate`. It is given some seconds; one that fails or
 * takes longer counts as `unknown`, which holds the promotion back, and never affects the other gates.
 *
 * @public
 */
export interface Gate {
  /** Stable kebab-case id, for example `change-freeze`. */
  id: string;
  /** `promotion` when left out. */
  appliesTo?: GateDirection;
  /**
   * A promotion for which somebody gives a reason passes, although the gate failed. A function decides by the facts, and is
   * asked about an answer that is `unknown` as well.
   */
  yieldsToReason?: true | ((facts: GateFacts, answer: GateAnswer) => boolean);
  /**
   * Whoever may override gates may override this one, whether it failed, waits or is unknown: it is about a risk that a person may
   * take. Left out of a gate without which the pull request would be wrong, and of one that is nobody's to lift: nothing lifts
   * that one.
   */
  overridable?: true;
  /** What the gate guards, in a few words: `staging is healthy`. */
  title(facts: GateFacts): string;
  /** The signal is aborted when time is up. */
  evaluate(
    facts: GateFacts,
    options: { signal: AbortSignal },
  ): GateAnswer | Promise<GateAnswer>;
}
