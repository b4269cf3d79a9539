import {
  createReason,
  formatRelease,
} from '@stonegarden/backstage-plugin-delivery-common';
import { createBuiltInGate } from './createBuiltInGate';

/**
 * A Release that was rolled back in the target does not come back there unseen, and nobody promotes over a rollback that is open:
 * whoever wants either says why.
 */
export const rolledBack = createBuiltInGate(
  'rolled-back',
  ({ target, openRollback, rolledBack: before }) => {
    const environment = target.name;
    if (openRollback) {
      return {
        status: 'failed',
        reason: createReason('RollbackOpen', {
          environment,
          pullRequest: openRollback.pullRequest,
          release: formatRelease(openRollback.release),
        }),
      };
    }
    if (before) {
      return {
        status: 'failed',
        reason: createReason('RolledBackBefore', { environment, ...before }),
      };
    }
    return {
      status: 'passed',
      reason: createReason('NotRolledBack', { environment }),
    };
  },
  { yieldsToReason: true },
);
