/* eslint-disable @typescript-eslint/consistent-type-definitions -- these must be assignable to JsonObject, which no interface is */
import type { ManifestPosition } from '../yaml/ManifestPosition';

/**
 * The top folders under `kubernetes/` that services live in, each with the layer's own name.
 *
 * @public
 */
export const LAYERS = ['services', 'platform', 'infra', 'bootstrap'] as const;

/**
 * The top folder under `kubernetes/` that a service lives in.
 *
 * @public
 */
export type Layer = (typeof LAYERS)[number];

/**
 * Who owns a service and how to reach them.
 *
 * @public
 */
export type ServiceOwner = {
  /** Team name, a catalog Group name. */
  team: string;
  /** Slack channel with its leading `#`. */
  slack?: string;
  email?: string;
  /** URL of the on-call schedule. */
  oncall?: string;
};

/**
 * One step of a canary: exactly one key, as in Argo Rollouts.
 *
 * @public
 */
export type RolloutStep = {
  /** Percent, 0 to 100. */
  setWeight?: number;
  /** `duration` is a text such as `10m`, or seconds; none means until resumed. */
  pause?: { duration?: string | number } | null;
};

/**
 * What is measured while a canary runs.
 *
 * @public
 */
export type RolloutMetric = {
  name: string;
  threshold: number;
  comparator?: '>=' | '<=' | '>' | '<';
  unit?: string;
  query?: string;
  interval?: string;
  failureLimit?: number;
};

/**
 * How an environment rolls out a new Release.
 *
 * @public
 */
export type EnvironmentRollout = {
  strategy: 'rolling' | 'canary' | 'blueGreen';
  steps?: RolloutStep[];
  analysis?: { metrics?: RolloutMetric[] };
};

/**
 * One place where a service runs. The order of environments in a manifest is the promotion path.
 *
 * @public
 */
export type ManifestEnvironment = {
  name: string;
  /** Cluster name; `in-cluster` when the manifest names none. */
  cluster: string;
  /** Kubernetes namespace. */
  namespace: string;
  /** Whether Argo CD syncs each commit automatically. */
  autoSync: boolean;
  /**
   * Names of the environments that releases come from, where it is not the one before it: those above it in the manifest. Read it
   * by {@link predecessorsOf}.
   */
  promotesFrom?: string[];
  replicas?: number;
  resources?: {
    requests?: Record<string, string | number>;
    limits?: Record<string, string | number>;
  };
  database?: string;
  ingress?: string;
  backup?: boolean;
  rollout?: EnvironmentRollout;
};

/**
 * Something a service depends on, as written: a bare name, a layered path or an alias.
 *
 * @public
 */
export type ManifestDependency = {
  ref: string;
  /** What the service itself calls this dependency, such as `database`. */
  alias?: string;
  optional: boolean;
};

/**
 * A duration: the text of the manifest and its length.
 *
 * @public
 */
export type DurationValue = {
  text: string;
  milliseconds: number;
};

/**
 * The service level agreement (SLA) of a service.
 *
 * @public
 */
export type ServiceSla = {
  /** Percent, for example 99.9. */
  availability?: { text: string; percent: number };
  /** Percentile defaults to 95. */
  latency?: DurationValue & { percentile: number };
  throughput?: { text: string; perSecond: number };
  /** Recovery point objective: how much data may be lost, as time. */
  rpo?: DurationValue;
  /** Recovery time objective. */
  rto?: DurationValue;
  /** Window over which availability is measured; 30 days when the manifest has an availability without one. */
  window?: DurationValue;
};

/**
 * Dashboards and alerts, as paths below the service's `monitoring` folder.
 *
 * @public
 */
export type ServiceMonitoring = {
  enabled: boolean;
  dashboards: string[];
  alerts: string[];
  /** Prometheus metrics of the service that differ from the usual names. */
  metrics?: {
    requests?: string;
    statusLabel?: string;
    durationHistogram?: string;
  };
};

/**
 * What a service requires of the platform's security.
 *
 * @public
 */
export type ServiceSecurity = {
  networkPolicies?: boolean;
  podSecurityStandards?: 'privileged' | 'baseline' | 'restricted';
  imageScanRequired?: boolean;
  /** Names, never values. */
  secrets?: string[];
};

/**
 * What a service says about the version that its commit brings.
 *
 * @public
 */
export type ServiceRelease = {
  /** False when earlier versions cannot run on what this one changed, such as the schema of a database. */
  rollbackSafe?: boolean;
  /** Where Helm's values say the versions, for what convention does not tell. */
  helm?: ServiceHelmRelease;
};

/**
 * Which values files Helm reads for an environment, and which of their keys are images.
 *
 * @public
 */
export type ServiceHelmRelease = {
  /** Folder of the chart, below that of the service. */
  chart?: string;
  /** In the order in which Helm reads them, from the folder of the service; `{environment}` stands for the environment's name. */
  valueFiles?: string[];
  /** All images that are promoted, each by the keys of its version: of its tag, its digest, or a whole reference. */
  images?: Array<{
    name?: string;
    repository?: string;
    tag?: string;
    digest?: string;
    image?: string;
  }>;
};

/**
 * A time in which nothing is promoted, again and again.
 *
 * @public
 */
export type ServiceFreeze = {
  /** When it begins: five fields, as in a crontab. */
  cron: string;
  duration: DurationValue;
  /** IANA name; `UTC` when the manifest names none. */
  timeZone: string;
  reason: string;
};

/**
 * A number from Prometheus that has to be within bounds, of which there is at least one.
 *
 * @public
 */
export type ServiceMetricThreshold = {
  name: string;
  /** PromQL with gaps such as `{{service}}`. */
  query: string;
  max?: number;
  min?: number;
  /** Which environment is measured: the one that is promoted from when the manifest does not say. */
  environment: 'source' | 'target';
};

/**
 * What a service asks of promotions to some of its environments.
 *
 * @public
 */
export type ServicePromotionRule = {
  /** Names of the environments that are promoted to; all when left out. */
  environments?: string[];
  /** How long what is promoted must have been healthy in the environment it comes from. */
  soak?: DurationValue;
  /** So many people, and a member of each group: names or refs as written. */
  approvals?: { count: number; groups: string[] };
  freezes?: ServiceFreeze[];
  dependenciesHealthy?: boolean;
  noIncident?: boolean;
  syncWindowOpen?: boolean;
  requiredChecks?: boolean;
  errorBudget?: { minRemaining: { text: string; percent: number } };
  metrics?: ServiceMetricThreshold[];
  dangers?: 'ignore' | 'reason' | 'block';
  direct?: boolean;
  /** Whether the portal opens the promotion by itself. */
  autoOpen?: boolean;
};

/**
 * What a service asks of its promotions.
 *
 * @public
 */
export type ServicePromotionPolicy = {
  /** Whether the portal opens a rollback by itself when a promotion fails after its merge; the portal decides when left out. */
  autoRollback?: boolean;
  /** For each question the rule that comes last and answers it counts. */
  rules?: ServicePromotionRule[];
};

/**
 * Where a manifest is in its repository, read from its path.
 *
 * @public
 */
export type ManifestLocation = {
  /** Path from the repository's root, with `/`. */
  path: string;
  /** The folder that the manifest is in. */
  directory: string;
  /** Undefined when no folder of the path stands for a layer. */
  layer?: Layer;
  /** The folder between layer and service, where there is one. */
  category?: string;
  /** Name of the folder that the manifest is in. */
  folder: string;
};

/**
 * A parsed and valid `service.yaml`.
 *
 * @public
 */
export type ServiceManifest = {
  apiVersion: string;
  name: string;
  /** `metadata.namespace` as written: a grouping, not a Kubernetes namespace. */
  namespace?: string;
  description?: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  /** Other names this service is known by, so that dependencies can use them. */
  aliases: string[];
  owner: ServiceOwner;
  /** At least one, in promotion order. */
  environments: ManifestEnvironment[];
  dependencies: ManifestDependency[];
  sla?: ServiceSla;
  monitoring?: ServiceMonitoring;
  security?: ServiceSecurity;
  release?: ServiceRelease;
  promotion?: ServicePromotionPolicy;
  location: ManifestLocation;
  /** Folder between layer and service, else `metadata.labels.category`. */
  category?: string;
  /**
   * Positions of the fields that checks across manifests can point to, by dotted path such as
   * `spec.environments[1].namespace`: the name, aliases, dependencies and environments.
   */
  positions?: Record<string, ManifestPosition>;
};
