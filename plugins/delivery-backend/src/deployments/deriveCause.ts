import type {
  CommitSummary,
  Deployment,
  EmergencyRollback,
  Promotion,
  RolledBackRelease,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { SyncInitiator } from '../argocd/readModel/ApplicationRecord';

/** How a deployment came about, and who brought it; what is not known is left out. */
export type DeploymentOrigin = Pick<Deployment, 'by' | 'cause'>;

/** What is known of a deployment when its cause is looked for. */
export interface CauseFacts {
  /** The promotion or rollback whose merge it was the first to contain. */
  promotion?: Pick<
    Promotion,
    'createdAt' | 'requestedBy' | 'requestReason' | 'rollback'
  >;
  /** The emergency rollback that it is. */
  emergency?: Pick<EmergencyRollback, 'by' | 'reason' | 'requestedAt'>;
  initiatedBy?: SyncInitiator;
  commit?: Pick<CommitSummary, 'author'>;
  /** Whether its commit is older than what ran before; undefined when that is not known. */
  wentBack?: boolean;
  /** When its first sync had finished. */
  from: string;
}

/** How a deployment came about, and whether it took the one before it back. */
export function deriveCause(facts: CauseFacts): DeploymentOrigin & {
  takesBack?: RolledBackRelease;
} {
  const { promotion, emergency, initiatedBy, commit, wentBack, from } = facts;
  if (promotion) {
    const { requestedBy: by, createdAt: at, requestReason: reason } = promotion;
    return promotion.rollback
      ? {
          cause: 'rollback',
          by,
          takesBack: { at, by, ...(reason ? { reason } : {}) },
        }
      : { cause: 'promotion', by };
  }
  if (emergency) {
    const { by, reason, requestedAt: at } = emergency;
    return { cause: 'emergency-rollback', by, takesBack: { at, by, reason } };
  }
  const account = initiatedBy?.username;
  if (wentBack && !initiatedBy?.automated) {
    const by = account ? { by: account } : {};
    return { cause: 'outside-git', ...by, takesBack: { at: from, ...by } };
  }
  if (initiatedBy?.automated || wentBack === false) {
    // Auto-sync does what Git says. Who moved a branch back is not who wrote the commit that it leads to now.
    const by = wentBack ? undefined : commit?.author;
    return { cause: 'git', ...(by ? { by } : {}) };
  }
  return {};
}
