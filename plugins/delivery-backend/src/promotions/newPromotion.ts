import type { PromotionRequest } from '@stonegarden/backstage-plugin-delivery-common';
import { environmentOf, ResolvedService } from '../services/ServiceResolver';
import type { PromotionEdit, PromotionPlan } from './planPromotion';
import { NewPromotion, repositoryKey } from './PromotionRecord';
import { pullRequestText } from './pullRequestText';

/** Who asks for a promotion. */
export interface Requester {
  /** Entity ref of the user, or the subject of a service. */
  ref: string;
  /** For the commit; undefined when no address is known. */
  author?: { name: string; email: string };
  /** Whether they may themselves approve promotions to the target. */
  mayApprove: boolean;
}

/** All that is to be recorded of a promotion before its Git host is asked. */
export function newPromotion(
  service: ResolvedService,
  request: PromotionRequest,
  plan: PromotionPlan & { edit: PromotionEdit },
  options: {
    requester: Requester;
    portalUrl: string;
    settleMs: number;
    /** Whether the target is protected. */
    isProtected: boolean;
  },
): NewPromotion {
  const { requester, settleMs, isProtected } = options;
  const { edit, changes } = plan;
  const { release, releaseKey, branch, file } = edit;
  const { cluster, namespace, autoSync } = environmentOf(service, request.to);
  const { namespace: catalogNamespace = 'default', name } =
    service.entity.metadata;
  const portalUrl = options.portalUrl.replace(/\/+$/, '');
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
    requiresApproval: isProtected,
    requesterMayApprove: requester.mayApprove,
    intent: {
      baseBranch: plan.location.branch,
      edits: [{ path: file.path, content: file.after }],
      ...pullRequestText({
        from: request.from,
        to: request.to,
        service: service.name,
        changes,
        release,
        requestedBy: requester.ref,
        portalUrl: `${portalUrl}/catalog/${encodeURIComponent(
          catalogNamespace,
        )}/component/${encodeURIComponent(name)}`,
        autoSync,
        settleMs,
        ...(isProtected
          ? {
              approval: requester.mayApprove
                ? 'requester-may-approve'
                : 'awaited',
            }
          : {}),
      }),
      ...(requester.author ? { author: requester.author } : {}),
    },
  };
}
