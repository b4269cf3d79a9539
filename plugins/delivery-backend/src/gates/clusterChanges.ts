import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { createBuiltInGate } from './createBuiltInGate';

/**
 * Nothing dangerous changes in the cluster, as the environment is rendered before and after. What dangers do is the policy's
 * to say. A repository in a form that the portal does not render is not judged; what is not known otherwise counts like a
 * danger: it asks for a reason, holds the promotion back, or is let through.
 */
export const clusterChanges = createBuiltInGate(
  'cluster-changes',
  ({ target, clusterChanges: changes, policy }) => {
    const environment = target.name;
    if (!changes) {
      return {
        status: 'skipped',
        reason: createReason('NothingWritten', { environment }),
      };
    }
    if (changes.status !== 'known') {
      const isSkipped =
        changes.status === 'unsupported' || policy.dangers === 'ignore';
      return {
        status: isSkipped ? 'skipped' : 'unknown',
        reason: changes.reason,
      };
    }
    const { dangers } = changes;
    if (dangers.length === 0) {
      return {
        status: 'passed',
        reason: createReason('NoDangersFound', { environment }),
      };
    }
    return policy.dangers === 'ignore'
      ? {
          status: 'passed',
          reason: createReason('DangersIgnored', { environment, dangers }),
        }
      : {
          status: 'failed',
          reason: createReason('DangersFound', { dangers }),
        };
  },
  {
    appliesTo: 'both',
    overridable: true,
    yieldsToReason: ({ policy }) => policy.dangers === 'reason',
  },
);
