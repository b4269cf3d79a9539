import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { OverrideLimits } from '@stonegarden/backstage-plugin-delivery-common';
import type {
  Gate,
  GitHosts,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import { ChangeBatcher } from '../argocd/readModel/ChangeBatcher';
import { builtInRenderer } from '../clusterChanges/builtInRenderer';
import { ClusterChangeReader } from '../clusterChanges/ClusterChangeReader';
import type { ManifestRenderer } from '../clusterChanges/ManifestRenderer';
import type { PullRequestConfig } from '../config/readPullRequestConfig';
import type { EmergencyRollbackStore } from '../emergency/EmergencyRollbackStore';
import type { WorldFactsReader } from '../gates/facts/WorldFactsReader';
import { GateEvaluator } from '../gates/GateEvaluator';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import type { LineStore } from '../line/LineStore';
import { PromotionPolicies } from '../policy/PromotionPolicies';
import type { ConfiguredPolicyRule } from '../policy/readPolicyConfig';
import type { ReleaseFile } from '../releases/ReleaseFile';
import type { ServiceResolver } from '../services/ServiceResolver';
import { SourceCommitsReader } from '../sourceCommits/SourceCommitsReader';
import { ActivePromotions } from './ActivePromotions';
import { CommitFacts } from './CommitFacts';
import { DirectMerger } from './DirectMerger';
import { GateWatch } from './GateWatch';
import type { HostReviews } from './HostReviews';
import { HostTeller } from './HostTeller';
import type { Patience } from './leaseInTurn';
import { MergedApplications } from './MergedApplications';
import { OverrideRules } from './OverrideRules';
import type { OwnerReviewers } from './OwnerReviewers';
import { PromotionApprover } from './PromotionApprover';
import { PromotionOpener } from './PromotionOpener';
import { PromotionOutbox } from './PromotionOutbox';
import { PromotionOverrider } from './PromotionOverrider';
import { PromotionPlanner } from './PromotionPlanner';
import { PromotionReconciler } from './PromotionReconciler';
import type { PromotionStore } from './PromotionStore';
import { PromotionSuperseder } from './PromotionSuperseder';
import { ProposedPromotions } from './ProposedPromotions';
import { PullRequestMarks } from './PullRequestMarks';
import { PullRequestObserver } from './PullRequestObserver';
import { RecordedRequests } from './RecordedRequests';
import { ReconciledPromotions } from './ReconciledPromotions';

/** Promotions, put together. */
export interface Promotions {
  approver: PromotionApprover;
  opener: PromotionOpener;
  planner: PromotionPlanner;
  overrider: PromotionOverrider;
  overrideRules: OverrideRules;
  policies: PromotionPolicies;
  reconciler: PromotionReconciler;
  /** Takes what changed in the world; promotions of those services are reconciled. */
  changes: ChangeBatcher;
  stop(): void;
}

/** Puts promotions together. */
export function createPromotions(options: {
  auditor: AuditorService;
  delayMs: number;
  deployments: Pick<DeploymentStore, 'current' | 'get' | 'list'>;
  emergencies: Pick<EmergencyRollbackStore, 'listActive'>;
  gates: readonly Gate[];
  hosts: GitHosts;
  lines: Pick<LineStore, 'current'>;
  logger: LoggerService;
  /** How a request waits for another that opens the same promotion; ten seconds when left out. */
  patience?: Patience;
  /** DEFAULT_OVERRIDE_LIMITS when left out. */
  overrideLimits?: OverrideLimits;
  /** Of app-config; none when left out. */
  policyRules?: readonly ConfiguredPolicyRule[];
  portalUrl: string;
  protectedEnvironments: readonly string[];
  pullRequests: PullRequestConfig;
  readModel: ArgocdReadModel;
  releaseFile: ReleaseFile;
  /** Asked for what the portal does not render by itself. */
  renderers?: readonly ManifestRenderer[];
  reviewers: Pick<OwnerReviewers, 'of'>;
  /** Reviews at the host count for nobody when left out. */
  reviews?: Pick<HostReviews, 'observe'>;
  services: Pick<ServiceResolver, 'resolve'>;
  settleMs: number;
  store: PromotionStore;
  world: Pick<WorldFactsReader, 'read'>;
  /** Owners whose repositories services may name as their source: `github.com/acme`. */
  sourceOwners?: readonly string[];
  /** Called with the entity ref of a service of which a promotion moved. */
  onChange(entityRef: string): void;
}): Promotions {
  const { logger } = options;
  const superseder = new PromotionSuperseder(options);
  const outbox = new PromotionOutbox(options);
  const policies = new PromotionPolicies({
    protectedEnvironments: options.protectedEnvironments,
    rules: options.policyRules ?? [],
  });
  const planner = new PromotionPlanner({
    ...options,
    policies,
    gates: new GateEvaluator({ gates: options.gates, logger }),
    clusterChanges: new ClusterChangeReader({
      renderers: [builtInRenderer, ...(options.renderers ?? [])],
      logger,
    }),
  });
  const gateWatch = new GateWatch({ ...options, planner });
  const marks = new PullRequestMarks({
    config: options.pullRequests,
    reviewers: options.reviewers,
    logger,
  });
  const teller = new HostTeller({ ...options, marks });
  const merges = new MergedApplications(options);
  const reconciler = new PromotionReconciler({
    ...options,
    superseder,
    proposed: new ProposedPromotions({ ...options, outbox, gateWatch }),
    observer: new PullRequestObserver({ ...options, gateWatch, teller }),
    reconciled: new ReconciledPromotions({
      ...options,
      onMerge: (merged, commit) => merges.add(merged, commit),
    }),
    commits: new CommitFacts(options),
    teller,
    merger: new DirectMerger({
      ...options,
      method: options.pullRequests.mergeMethod,
    }),
  });
  const changes = new ChangeBatcher({
    delayMs: options.delayMs,
    onBatch: ({ services, everything }) => {
      reconciler
        .reconcileAll({
          trigger: 'argocd',
          ...(everything ? {} : { services }),
        })
        .catch(error =>
          logger.warn(
            `Promotions could not be reconciled: ${stringifyError(error)}`,
          ),
        );
    },
  });
  const opener = new PromotionOpener({
    ...options,
    planner,
    outbox,
    active: new ActivePromotions({ ...options, reconciler }),
    superseder,
    requests: new RecordedRequests(options),
    sourceCommits: new SourceCommitsReader({
      ...options,
      allowed: options.sourceOwners ?? [],
    }),
  });
  const rules = new OverrideRules({
    gates: options.gates,
    limits: options.overrideLimits,
  });
  return {
    approver: new PromotionApprover({ ...options, reconciler }),
    overrider: new PromotionOverrider({ ...options, reconciler, rules }),
    overrideRules: rules,
    opener,
    planner,
    policies,
    reconciler,
    changes,
    stop() {
      changes.stop();
      merges.stop();
      reconciler.stop();
    },
  };
}
