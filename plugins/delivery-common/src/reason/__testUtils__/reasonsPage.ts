import { createReason } from '../createReason';
import type { Reason, ReasonCode, ReasonParams } from '../Reason';

const since = '2026-01-01T11:00:00.000Z';
const file = 'services/shop/environments/staging/kustomization.yaml';
const targetFile = 'services/shop/environments/production/kustomization.yaml';
const environment = 'production';
const deployment = { kind: 'Deployment', name: 'shop' };
const path = { from: 'staging', to: 'production' };

/** Where a reason stands: the heading of its part of the page. */
const GROUPS = {
  instance: 'Why an Argo CD instance does not answer',
  environment: 'What stands behind the state of an environment',
  sla: 'Why an SLA is not measured',
  gate: 'Answers of gates',
  world: 'Answers of gates about the world around the service',
  policy: 'Answers of gates that the promotion policy sets',
  approval: 'Why an approval was refused',
  emergency: 'Why Argo CD does not roll back, or did not',
  cluster: 'What changes in the cluster',
  train: 'Why a service is not promoted together with others',
  promotion: 'Why a promotion is where it is',
  rollback: 'Warnings of a rollback',
} as const;

interface Documented<Code extends ReasonCode> {
  group: keyof typeof GROUPS;
  example: ReasonParams[Code];
}

const DOCUMENTED: { [Code in ReasonCode]: Documented<Code> } = {
  ArgocdNotContacted: { group: 'instance', example: {} },
  ArgocdTokenRefused: { group: 'instance', example: {} },
  ArgocdLoginRefused: { group: 'instance', example: {} },
  ArgocdErrorStatus: { group: 'instance', example: { status: 502 } },
  ArgocdInvalidResponse: {
    group: 'instance',
    example: { detail: 'its stream of events is malformed' },
  },
  ArgocdTimedOut: { group: 'instance', example: {} },
  ArgocdConnectionFailed: { group: 'instance', example: {} },
  ArgocdCertificateRefused: { group: 'instance', example: {} },

  HealthDetail: {
    group: 'environment',
    example: { detail: 'Back-off pulling image "shop:2"' },
  },
  ArgocdUnreachable: {
    group: 'environment',
    example: {
      instance: 'homelab',
      since,
      cause: createReason('ArgocdTimedOut', {}),
    },
  },
  ArgocdNotConfigured: { group: 'environment', example: { cluster: 'eu-1' } },
  ApplicationMissing: {
    group: 'environment',
    example: {
      environment,
      instance: 'homelab',
      application: 'shop-production',
      project: 'team-product',
    },
  },
  ApplicationCondition: {
    group: 'environment',
    example: {
      type: 'ComparisonError',
      detail: 'kustomize build failed: no such file or directory',
    },
  },
  ResourceHealth: {
    group: 'environment',
    example: {
      kind: 'Deployment',
      name: 'shop',
      health: 'Degraded',
      detail: 'Deployment "shop" exceeded its progress deadline',
      pod: { name: 'shop-7f6d8b5855-sjr8q', detail: 'Pending' },
    },
  },
  SyncRetrying: {
    group: 'environment',
    example: {
      environment,
      detail: 'one or more objects failed to apply. Retrying attempt #3',
    },
  },
  AutoSyncBlocked: {
    group: 'environment',
    example: {
      environment,
      kind: 'deny',
      schedule: '0 16 * * 5',
      duration: '64h',
      timeZone: 'Europe/Berlin',
      until: '2026-01-05T07:00:00.000Z',
      manualSync: true,
    },
  },
  ApplicationUnlisted: {
    group: 'environment',
    example: { environment, instance: 'homelab' },
  },
  ApplicationForbidden: {
    group: 'environment',
    example: {
      environment,
      instance: 'homelab',
      right: 'applications, get, team-product/shop-production',
    },
  },
  ApplicationUnknown: {
    group: 'environment',
    example: { environment, instance: 'homelab' },
  },
  NeverDeployed: { group: 'environment', example: { environment } },
  DestinationDiffers: {
    group: 'environment',
    example: {
      environment,
      destination: 'homelab/shop-pr-12',
      expected: 'homelab/shop',
    },
  },
  EnvironmentNotDeclared: {
    group: 'environment',
    example: { environment: 'preview' },
  },
  SeveralApplications: {
    group: 'environment',
    example: { environment, application: 'shop-production' },
  },
  ReleaseUnknown: { group: 'environment', example: { environment } },
  EnvironmentForbidden: {
    group: 'environment',
    example: { permission: 'delivery.environment.read' },
  },

  SlaNotConfigured: { group: 'sla', example: { environment } },
  MonitoringDisabled: { group: 'sla', example: {} },
  SlaNoData: { group: 'sla', example: { environment, instance: 'homelab' } },
  PrometheusUnreachable: { group: 'sla', example: { instance: 'homelab' } },
  PrometheusErrorStatus: {
    group: 'sla',
    example: { instance: 'homelab', status: 422 },
  },
  PrometheusInvalidAnswer: { group: 'sla', example: { instance: 'homelab' } },

  RolledBackOutsideGit: { group: 'environment', example: { environment } },
  NotRolledBackOutsideGit: { group: 'gate', example: { environment } },
  PromotionOverRollback: { group: 'gate', example: { environment } },
  RollbackInGit: { group: 'gate', example: { environment } },
  AutoSyncPreventsRollback: { group: 'emergency', example: { environment } },
  SyncWindowClosed: {
    group: 'emergency',
    example: { environment, detail: 'cannot sync: blocked by sync window' },
  },
  HistoryEntryGone: { group: 'emergency', example: { environment } },
  OtherOperationRunning: { group: 'emergency', example: { environment } },
  RollbackNotAllowed: {
    group: 'emergency',
    example: { environment, instance: 'homelab' },
  },
  RollbackRefused: {
    group: 'emergency',
    example: { environment, detail: 'unable to resolve the commit' },
  },
  CommitNotDeployable: { group: 'emergency', example: { environment } },
  DeployedAlready: { group: 'emergency', example: { environment } },
  RollbackNotDone: { group: 'emergency', example: { environment } },
  GitReleaseUnknown: { group: 'environment', example: { environment } },
  CatalogBehind: {
    group: 'environment',
    example: { environment, pullRequest: 12 },
  },
  CanaryRunning: { group: 'environment', example: { environment, weight: 25 } },
  SeveralVersionsRun: { group: 'environment', example: { environment } },
  HealthUnknown: {
    group: 'gate',
    example: { environment, instance: 'homelab' },
  },
  EnvironmentHealthy: { group: 'gate', example: { environment, since } },
  EnvironmentProgressing: {
    group: 'gate',
    example: { environment, detail: '1 of 3 replicas are ready' },
  },
  EnvironmentSuspended: {
    group: 'gate',
    example: { environment, detail: 'CanaryPauseStep' },
  },
  EnvironmentUnhealthy: {
    group: 'gate',
    example: { environment, health: 'Degraded', detail: 'CrashLoopBackOff' },
  },
  SyncUnknown: { group: 'gate', example: { environment, instance: 'homelab' } },
  SyncRunning: { group: 'gate', example: { environment } },
  EnvironmentOutOfSync: { group: 'gate', example: { environment } },
  EnvironmentSynced: { group: 'gate', example: { environment } },
  VersionDiffersFromGit: {
    group: 'gate',
    example: { environment, image: 'shop', running: '1.0', wanted: '1.1' },
  },
  ImagesPinned: { group: 'gate', example: { environment: 'staging', file } },
  ReleaseFileMissing: {
    group: 'gate',
    example: { environment: 'staging', file, commit: '9f2c'.repeat(10) },
  },
  ReleaseFilesMissing: {
    group: 'gate',
    example: {
      environment: 'staging',
      files: [file, 'services/shop/values-staging.yaml'],
      commit: '9f2c'.repeat(10),
    },
  },
  ReleaseFileInvalid: {
    group: 'gate',
    example: {
      file,
      line: 5,
      column: 13,
      detail: '`newTag: 1.0` is not a string to kustomize',
    },
  },
  SymbolicLink: {
    group: 'gate',
    example: { file, target: '../shared/kustomization.yaml' },
  },
  NoImagePinned: { group: 'gate', example: { file } },
  ImageNotPinned: { group: 'gate', example: { file, line: 6, image: 'shop' } },
  ImagePinUnused: {
    group: 'gate',
    example: { file, line: 6, image: 'shop', rendered: ['ghcr.io/acme/shop'] },
  },
  ImagesListed: { group: 'gate', example: path },
  ImagesNotListed: {
    group: 'gate',
    example: { file, targetFile, images: [{ name: 'proxy', line: 8 }] },
  },
  ReleasesDiffer: { group: 'gate', example: path },
  NothingToPromote: { group: 'gate', example: path },
  OrderKept: { group: 'gate', example: path },
  OrderSkipped: {
    group: 'gate',
    example: { from: 'dev', to: 'production', before: ['staging'] },
  },
  ReleaseNotDeployed: {
    group: 'gate',
    example: { environment: 'staging', release: '2.1.0', seenIn: 'dev' },
  },
  ReleaseWasDeployed: {
    group: 'gate',
    example: { environment: 'staging', release: '2.0.0', at: since },
  },
  ReleaseWasHealthy: {
    group: 'gate',
    example: { environment: 'staging', release: '2.0.0', at: since },
  },
  ReleaseBecameDegraded: {
    group: 'gate',
    example: { environment: 'staging', release: '2.0.0', at: since },
  },
  ReleaseHealthNotRecorded: {
    group: 'gate',
    example: { environment: 'staging', release: '2.0.0', at: since },
  },
  ReleaseHealthUnknown: {
    group: 'gate',
    example: { environment: 'staging', release: '2.0.0' },
  },
  FileNotRead: { group: 'gate', example: { file } },
  SeveralGates: {
    group: 'gate',
    example: {
      reasons: [
        createReason('EnvironmentOutOfSync', { environment: 'staging' }),
        createReason('NoImagePinned', { file }),
      ],
    },
  },
  ExternalGate: {
    group: 'gate',
    example: { gate: 'change-freeze', message: 'Frozen until 2 January.' },
  },
  GateTimedOut: {
    group: 'gate',
    example: { gate: 'change-freeze', seconds: 10 },
  },
  GateBroken: { group: 'gate', example: { gate: 'change-freeze' } },

  AutoSyncAwaited: { group: 'gate', example: { environment } },
  OnlyPruningLeft: { group: 'gate', example: { environment, resources: 2 } },
  ImagesNotSeen: { group: 'gate', example: { environment } },
  FloatingTags: {
    group: 'gate',
    example: { environment, images: ['shop:latest'] },
  },
  TagsFixed: { group: 'gate', example: { environment } },
  NotProtected: { group: 'gate', example: { environment } },
  ImageScanNotRequired: { group: 'gate', example: { environment } },
  ChecksAwaited: { group: 'gate', example: { environment } },
  ChecksPassed: { group: 'gate', example: { checks: ['image-scan'] } },
  RolledBackBefore: {
    group: 'gate',
    example: {
      environment,
      by: 'user:default/olga',
      at: since,
      reason: 'Checkout fails.',
    },
  },
  NotRolledBack: { group: 'gate', example: { environment } },
  RollbackOpen: {
    group: 'gate',
    example: { environment, pullRequest: 12, release: '2.29.0' },
  },
  RollbackOfProtected: { group: 'gate', example: { environment } },
  ReasonGiven: {
    group: 'gate',
    example: {
      cause: createReason('RollbackOfProtected', { environment }),
      text: 'Checkout fails since 02:10.',
    },
  },
  ReviewsUnknown: { group: 'gate', example: { environment } },
  Overridden: {
    group: 'gate',
    example: {
      cause: createReason('EnvironmentProgressing', {
        environment: 'staging',
      }),
      by: 'user:default/rita',
      until: since,
      text: 'The fix for the outage is in it.',
    },
  },
  ForeignHeadNotOverridden: { group: 'approval', example: { pullRequest: 7 } },
  OverrideOutdated: {
    group: 'approval',
    example: { pullRequest: 7, commit: 'c'.repeat(40) },
  },
  NothingToRollBack: { group: 'gate', example: { environment } },
  ImagesNoLongerListed: {
    group: 'gate',
    example: { file: targetFile, images: ['ghcr.io/acme/proxy'] },
  },
  DeployedCommitMissing: {
    group: 'gate',
    example: { environment, commit: '4f5e6d7c8b9a' },
  },
  DeployedCommitUnknown: { group: 'environment', example: { environment } },
  CommitNotRead: {
    group: 'environment',
    example: { environment, commit: '4f5e6d7c8b9a' },
  },
  FolderTooLarge: {
    group: 'gate',
    example: { folder: 'services/shop/environments/production', limit: 300 },
  },
  ChecksNotPassed: {
    group: 'gate',
    example: { checks: ['image-scan'], state: 'failed' },
  },
  ApprovalRequired: {
    group: 'gate',
    example: { environment, permission: 'delivery.promotion.approve' },
  },
  ApprovalAwaited: { group: 'gate', example: { environment } },
  ApprovalVoid: {
    group: 'gate',
    example: { by: 'user:default/rita', commit: '4f5e6d7c8b9a' },
  },
  Approved: { group: 'gate', example: { by: 'user:default/rita', at: since } },
  RequesterMayApprove: {
    group: 'gate',
    example: { by: 'user:default/rita', environment },
  },
  PromotionNotOpen: { group: 'approval', example: { environment } },
  PullRequestNotOpen: { group: 'approval', example: { environment } },
  ForeignHeadNotApproved: { group: 'approval', example: { pullRequest: 7 } },
  ApprovalOutdated: {
    group: 'approval',
    example: { pullRequest: 7, commit: 'c'.repeat(40) },
  },
  ApprovalByAuthor: { group: 'approval', example: { environment } },
  ApprovedByOthers: { group: 'approval', example: {} },
  LineStopped: {
    group: 'world',
    example: {
      reason: 'Payments fail, we look for the cause',
      by: 'user:default/ada',
      at: since,
    },
  },
  LineRunning: { group: 'world', example: {} },
  NotRequiredByPolicy: { group: 'world', example: { environment } },
  SyncWindowBlocks: {
    group: 'world',
    example: {
      environment,
      kind: 'allow',
      schedule: '0 8 * * 1-5',
      duration: '8h',
      timeZone: 'Europe/Berlin',
      until: '2026-01-02T07:00:00.000Z',
      manualSync: false,
    },
  },
  SyncWindowsOpen: { group: 'world', example: { environment } },
  SyncByHandAllowed: { group: 'world', example: { environment } },
  NoSyncWindows: { group: 'world', example: { environment } },
  SyncWindowsUnknown: {
    group: 'world',
    example: {
      environment,
      instance: 'homelab',
      cause: createReason('ArgocdTimedOut', {}),
    },
  },
  IncidentOpen: {
    group: 'world',
    example: {
      text: 'INC-42 Checkout is down',
      url: 'https://status.example/incidents/42',
    },
  },
  NoIncident: { group: 'world', example: {} },
  NoDependencies: { group: 'world', example: {} },
  DependenciesHealthy: {
    group: 'world',
    example: {
      environment,
      dependencies: ['kafka', 'postgres'],
      hidden: 0,
      notJudged: ['vault'],
    },
  },
  DependenciesNotJudged: {
    group: 'world',
    example: { environment, notJudged: ['vault'], hidden: 0 },
  },
  DependenciesUnhealthy: {
    group: 'world',
    example: {
      environment,
      dependencies: [{ name: 'kafka', health: 'Degraded' }],
      hidden: 1,
    },
  },
  DependenciesProgressing: {
    group: 'world',
    example: { environment, dependencies: ['kafka'], hidden: 0 },
  },
  DependenciesUnknown: {
    group: 'world',
    example: {
      environment,
      dependencies: ['kafka'],
      hidden: 0,
      causes: [createReason('ArgocdUnreachable', { instance: 'homelab' })],
    },
  },
  ErrorBudgetLeft: {
    group: 'world',
    example: { environment, left: 0.625, minRemaining: 0.2 },
  },
  ErrorBudgetSpent: {
    group: 'world',
    example: { environment, left: -0.3, minRemaining: 0.2 },
  },
  NoErrorBudget: { group: 'world', example: { environment } },
  AvailabilityNotMeasured: { group: 'world', example: { environment } },
  MetricsWithinBounds: {
    group: 'world',
    example: {
      metrics: [
        { name: 'Error rate', environment: 'staging', value: 0.002, max: 0.01 },
      ],
    },
  },
  MetricsOutOfBounds: {
    group: 'world',
    example: {
      metrics: [
        { name: 'Cache hits', environment: 'staging', value: 0.4, min: 0.8 },
      ],
    },
  },
  MetricsUnknown: {
    group: 'world',
    example: {
      metrics: [
        {
          name: 'Error rate',
          environment: 'staging',
          cause: createReason('PrometheusUnreachable', { instance: 'homelab' }),
        },
      ],
    },
  },
  MetricNoData: { group: 'world', example: { instance: 'homelab' } },
  MetricQueryInvalid: {
    group: 'world',
    example: { detail: 'it must contain {{service}} or {{namespace}}' },
  },
  FactsNotRead: { group: 'world', example: {} },
  Soaked: {
    group: 'policy',
    example: { environment: 'staging', since, soakMs: 86_400_000 },
  },
  Soaking: {
    group: 'policy',
    example: { environment: 'staging', since, soakMs: 86_400_000 },
  },
  SoakUnknown: {
    group: 'policy',
    example: { environment: 'staging', missing: 'deployment' },
  },
  SoakUnhealthy: {
    group: 'policy',
    example: { environment: 'staging', release: '2.1.0' },
  },
  SoakOtherRelease: {
    group: 'policy',
    example: { environment: 'staging', running: '2.0.0', promoted: '2.1.0' },
  },
  SoakedBefore: {
    group: 'policy',
    example: {
      environment: 'staging',
      since,
      until: '2026-01-01T13:00:00.000Z',
      soakMs: 3_600_000,
    },
  },
  SoakCutShort: {
    group: 'policy',
    example: {
      environment: 'staging',
      release: '2.0.0',
      since,
      until: '2026-01-01T11:20:00.000Z',
      soakMs: 3_600_000,
    },
  },
  Frozen: {
    group: 'policy',
    example: {
      environment,
      reasons: ['Christmas'],
      until: '2026-01-02T07:00:00.000Z',
    },
  },
  NotFrozen: { group: 'policy', example: { environment } },
  NextFreeze: {
    group: 'policy',
    example: {
      environment,
      from: '2026-12-24T00:00:00.000Z',
      reason: 'Christmas',
    },
  },
  FreezeUnreadable: { group: 'policy', example: { environment } },
  ApprovalsRequired: {
    group: 'policy',
    example: {
      environment,
      permission: 'delivery.promotion.approve',
      count: 2,
      groups: ['group:default/release-managers'],
    },
  },
  ApprovalsMissing: {
    group: 'policy',
    example: {
      environment,
      by: ['user:default/rita'],
      count: 1,
      groups: ['group:default/release-managers'],
    },
  },
  ApprovedByAll: {
    group: 'policy',
    example: { by: ['user:default/rita', 'user:default/sam'] },
  },
  RequiredChecksAwaited: { group: 'policy', example: { environment } },
  NoRequiredChecks: { group: 'policy', example: { environment } },
  RequiredChecksUnknown: { group: 'policy', example: { environment } },

  NoSuchService: { group: 'train', example: {} },
  NoSuchEnvironment: { group: 'train', example: { environment } },
  FirstEnvironment: { group: 'train', example: { environment: 'dev' } },
  PermissionMissing: {
    group: 'train',
    example: { permission: 'delivery.promotion.create', environment },
  },
  SharedPullRequest: {
    group: 'train',
    example: { pullRequest: 12, environment },
  },
  OpeningFailed: { group: 'train', example: {} },
  OpeningStopped: { group: 'train', example: {} },

  PullRequestClosed: { group: 'promotion', example: {} },
  PullRequestUnknown: {
    group: 'promotion',
    example: { branch: 'stonegarden/promote/shop-production-1a2b3c4d' },
  },
  HeadMoved: {
    group: 'promotion',
    example: { pullRequest: 7, commit: 'c'.repeat(40), by: 'ada' },
  },
  PullRequestConflicts: {
    group: 'promotion',
    example: { files: [targetFile] },
  },
  GateNoLongerPasses: {
    group: 'promotion',
    example: {
      environment,
      reason: createReason('EnvironmentUnhealthy', {
        environment: 'staging',
        health: 'Degraded',
      }),
    },
  },
  SourceMovedOn: {
    group: 'promotion',
    example: { environment: 'staging', promoted: '2.1.0', now: '2.2.0' },
  },
  MergedContentDiffers: {
    group: 'promotion',
    example: { commit: 'd'.repeat(40), files: [targetFile] },
  },
  Superseded: {
    group: 'promotion',
    example: { pullRequest: 12, release: '2.30.0' },
  },
  SupersededByRollback: {
    group: 'promotion',
    example: { environment, pullRequest: 12, release: '2.29.0' },
  },
  PromotionUndone: { group: 'promotion', example: { environment } },
  AwaitingArgocd: { group: 'promotion', example: { environment } },
  AwaitingCommit: { group: 'promotion', example: { environment } },
  AwaitingSync: { group: 'promotion', example: { environment } },
  MergeNotCompared: { group: 'promotion', example: { environment } },
  Syncing: {
    group: 'promotion',
    example: { environment, detail: 'waiting for completion of hook migrate' },
  },
  SyncFailed: {
    group: 'promotion',
    example: { environment, detail: 'one or more objects failed to apply' },
  },
  ImageNotRunning: {
    group: 'promotion',
    example: { environment, image: 'ghcr.io/acme/shop' },
  },
  AwaitingHealth: {
    group: 'promotion',
    example: { environment, health: 'Progressing' },
  },
  TargetDegraded: {
    group: 'promotion',
    example: { environment, detail: 'ImagePullBackOff' },
  },
  PullRequestRetargeted: {
    group: 'promotion',
    example: { pullRequest: 7, base: 'release', expected: 'main' },
  },
  MergedElsewhere: {
    group: 'promotion',
    example: { commit: 'c'.repeat(40), base: 'release', expected: 'main' },
  },
  RollbackUnsafe: {
    group: 'rollback',
    example: {
      environment,
      release: '2.31.0',
      file: 'services/shop/service.yaml',
    },
  },
  ImageGone: {
    group: 'rollback',
    example: { image: 'ghcr.io/acme/shop:2.29.0' },
  },
  NamespaceDeleted: { group: 'cluster', example: { name: 'shop-production' } },
  ResourceDefinitionDeleted: {
    group: 'cluster',
    example: { name: 'shops.example.com' },
  },
  VolumeClaimDeleted: { group: 'cluster', example: { name: 'shop-data' } },
  StatefulSetDeleted: { group: 'cluster', example: { name: 'shop-db' } },
  ObjectDeleted: {
    group: 'cluster',
    example: { kind: 'Ingress', name: 'shop' },
  },
  ImmutableFieldChanged: {
    group: 'cluster',
    example: { ...deployment, field: 'spec.selector' },
  },
  VolumeRemoved: {
    group: 'cluster',
    example: { ...deployment, volume: 'data' },
  },
  VolumeChanged: {
    group: 'cluster',
    example: { ...deployment, volume: 'data' },
  },
  VolumeMountChanged: {
    group: 'cluster',
    example: { ...deployment, container: 'web', volume: 'data' },
  },
  ReplicasToZero: { group: 'cluster', example: deployment },
  SelectorChanged: {
    group: 'cluster',
    example: { kind: 'Service', name: 'shop' },
  },
  NoPodsSelected: {
    group: 'cluster',
    example: { kind: 'Service', name: 'shop' },
  },
  ImageRepositoryChanged: {
    group: 'cluster',
    example: {
      ...deployment,
      container: 'web',
      from: 'ghcr.io/acme/shop',
      to: 'docker.io/acme/shop',
    },
  },
  RightsWidened: {
    group: 'cluster',
    example: { kind: 'Role', name: 'shop', rights: ['get secrets'] },
  },
  HostAccessGained: {
    group: 'cluster',
    example: { ...deployment, access: 'hostNetwork' },
  },
  FurtherDangers: { group: 'cluster', example: { count: 12 } },
  NothingWritten: { group: 'cluster', example: { environment } },
  NoDangersFound: { group: 'cluster', example: { environment } },
  DangersFound: {
    group: 'cluster',
    example: { dangers: [createReason('ReplicasToZero', deployment)] },
  },
  DangersIgnored: {
    group: 'cluster',
    example: {
      environment,
      dangers: [createReason('ReplicasToZero', deployment)],
    },
  },
  ManifestsInvalid: {
    group: 'cluster',
    example: {
      file: targetFile,
      line: 4,
      column: 5,
      detail: '`web.yaml` leads to services/shop/web.yaml, which is not there',
    },
  },
  ManifestsNotRendered: {
    group: 'cluster',
    example: {
      file: targetFile,
      line: 4,
      column: 5,
      detail: 'what `replacements` makes of other fields is not told here',
    },
  },
  FilesNotRendered: {
    group: 'cluster',
    example: { files: ['services/shop/values-production.yaml'] },
  },
  RenderingTimedOut: { group: 'cluster', example: { environment, seconds: 2 } },
  RenderingFailed: { group: 'cluster', example: { environment } },
  CheckFailed: {
    group: 'promotion',
    example: { detail: 'github.com does not answer' },
  },
  Recorded: {
    group: 'promotion',
    example: { text: 'Argo CD has not read the merge commit yet.' },
  },
};

/** A reason of each code. */
export function reasonExamples(): Reason[] {
  return (Object.keys(DOCUMENTED) as ReasonCode[]).map(code =>
    createReason(code, DOCUMENTED[code].example),
  );
}

function table(group: string): string[] {
  return [
    '| Code | Parameters | In English |',
    '| --- | --- | --- |',
    ...reasonExamples()
      .filter(({ code }) => DOCUMENTED[code].group === group)
      .map(({ code, params, message }) => {
        const names = Object.keys(params).map(name => `\`${name}\``);
        return `| \`${code}\` | ${names.join(', ')} | ${message} |`;
      }),
  ];
}

/** The text of docs/reference/reasons.md. */
export function reasonsPage(): string {
  return [
    '<!-- Generated from plugins/delivery-common/src/reason/__testUtils__/reasonsPage.ts, which a test compares with this file. -->',
    '',
    '# Reasons',
    '',
    'Whatever service delivery says about an environment, a gate or a promotion is a reason: a code, its parameters, the same as an English sentence in `message`, and in `changesAt` the time at which it will change by itself, where that is known. Pages say a code in the language and the time zone of the viewer; pull requests, the command line and logs show `message`. Clients show `message` for a code that they do not know.',
    '',
    'The set of codes is closed. Names of environments, instances, clusters and images are as configured, times are ISO 8601 in UTC, lines and columns are counted from 1. `detail`, `message` and `text` are words of another program or of an earlier version, and are shown as they are. A nested reason (`cause`, `reasons`) has the same shape.',
    ...Object.entries(GROUPS).flatMap(([group, title]) => [
      '',
      `## ${title}`,
      '',
      ...table(group),
    ]),
    '',
  ].join('\n');
}
