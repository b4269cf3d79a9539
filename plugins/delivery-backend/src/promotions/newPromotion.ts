import type {
  ClusterChanges,
  GateResult,
  KnownSourceCommits,
  PromotionBack,
  PromotionPolicy,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { MaySee } from '../gates/facts/readDependencies';
import { environmentOf, ResolvedService } from '../services/ServiceResolver';
import type { PromotionEdit, PromotionPlan } from './planPromotion';
import { NewPromotion, repositoryKey } from './PromotionRecord';
import { pullRequestText } from './pullRequestText';
import { rollbackText } from '../rollbacks/rollbackText';
import { toRollbackDetails } from '../rollbacks/planRollback';
import { trainPage } from '../services/trainPage';
import type { RequestedPromotion } from './RequestedPromotion';
import { isApprovalRequired } from './tallyApprovals';

/** Who asks for a promotion. */
export interface Requester {
  /** Entity ref of the user, or the subject of a service. */
  ref: string;
  /** For the commit; undefined when no address is known. */
  author?: { name: string; email: string };
  /** Whether they may themselves approve promotions to the target. */
  mayApprove: boolean;
  /** What they may see of other services; without it they are told of none. */
  maySee?: MaySee;
}

/** What promotions have in common that get one pull request. */
export interface SharedText {
  sharedId: string;
  /** Characters of the text about one of them. */
  maxLength: number;
}

/** All that is to be recorded of a promotion, or a rollback, before its Git host is asked. */
export function newPromotion(
  service: ResolvedService,
  request: RequestedPromotion,
  plan: PromotionPlan & { edit: PromotionEdit },
  options: {
    requester: Requester;
    portalUrl: string;
    settleMs: number;
    /** What the policy of the target says: who has to approve, and whether the portal merges by itself. */
    policy: Pick<PromotionPolicy, 'approvals' | 'direct'>;
    /** Why the target may not want it, though the requester said why it is to come. */
    concerns?: readonly Reason[];
    /** What every gate said. */
    gates: readonly GateResult[];
    /** What it changes in the cluster. */
    clusterChanges?: ClusterChanges;
    /** Set where several promotions get one pull request: the same for all of them, and how long the text of this one may be. */
    shared?: SharedText;
    /** What comes with the service's own image. */
    sourceCommits?: KnownSourceCommits;
    /** Set when a chosen Release is older than what the target has. */
    back?: PromotionBack;
  },
): NewPromotion {
  const { back, clusterChanges, requester, settleMs, shared } = options;
  const { approvals } = options.policy;
  // What several services share is merged by people.
  const direct = options.policy.direct && !shared;
  const { edit, changes } = plan;
  const { release, releaseKey, branch, files } = edit;
  const { chosen, rollback, reason, train } = request;
  const automatic = request.automatic && {
    rule: request.automatic.rule,
    healthySince: request.automatic.healthySince,
  };
  const { cluster, namespace, autoSync } = environmentOf(service, request.to);
  const { namespace: catalogNamespace = 'default', name } =
    service.entity.metadata;
  const portalUrl = options.portalUrl.replace(/\/+$/, '');
  const facts = {
    service: service.name,
    changes,
    release,
    requestedBy: requester.ref,
    portalUrl: `${portalUrl}/catalog/${encodeURIComponent(
      catalogNamespace,
    )}/component/${encodeURIComponent(name)}`,
    autoSync,
    settleMs,
    ...(reason ? { reason } : {}),
    ...(automatic ? { automatic } : {}),
    ...(clusterChanges ? { clusterChanges } : {}),
    ...(train
      ? { train: { id: train, url: `${portalUrl}${trainPage(train)}` } }
      : {}),
    ...(shared ? { maxLength: shared.maxLength } : {}),
  };
  // Where the gates have passed meanwhile, nothing is overridden.
  const overrides = options.gates.some(({ status }) => status === 'overridden')
    ? [...(request.overrides ?? [])]
    : [];
  const waitsForApproval = isApprovalRequired(approvals) && !rollback;
  return {
    entityRef: service.entityRef,
    from: request.from,
    to: request.to,
    target: { cluster, namespace },
    releaseKey,
    changes,
    release,
    sourceUrl: plan.sourceUrl,
    repository: repositoryKey(plan.location.repository),
    baseCommit: plan.baseCommit,
    requestedBy: requester.ref,
    branch,
    ...(chosen ? { chosen } : {}),
    requiresApproval: waitsForApproval,
    requesterMayApprove: requester.mayApprove,
    ...(train ? { train } : {}),
    ...(shared ? { sharedId: shared.sharedId } : {}),
    ...(rollback ? {} : { requiredApprovals: approvals }),
    ...(overrides.length > 0 ? { overrides } : {}),
    ...(rollback ? { rollback: toRollbackDetails(rollback, plan) } : {}),
    ...(automatic ? { automatic } : {}),
    ...(reason
      ? {
          requestReason: reason,
          reasonGivenFor: [...(options.concerns ?? [])],
        }
      : {}),
    intent: {
      baseBranch: plan.location.branch,
      edits: files.map(({ path, after }) => ({ path, content: after })),
      ...(rollback
        ? rollbackText({
            ...facts,
            rollback,
            files,
            replaces: plan.git.target.release,
            commits: plan.commits,
          })
        : pullRequestText({
            ...facts,
            from: request.from,
            to: request.to,
            concerns: options.concerns ?? [],
            gates: options.gates,
            ...(chosen ? { chosen } : {}),
            ...(back ? { back } : {}),
            ...(plan.git.target.release
              ? { replaces: plan.git.target.release }
              : {}),
            overrides,
            ...(direct ? { direct } : {}),
            ...(options.sourceCommits
              ? { commits: options.sourceCommits }
              : {}),
            ...(waitsForApproval
              ? {
                  approvals,
                  approval:
                    requester.mayApprove && !approvals.fromOthers
                      ? 'requester-may-approve'
                      : 'awaited',
                }
              : {}),
          })),
      ...(requester.author ? { author: requester.author } : {}),
    },
  };
}
