import {
  createReason,
  formatRelease,
} from '@stonegarden/backstage-plugin-delivery-common';
import { createBuiltInGate } from './createBuiltInGate';

/**
 * A Release that was rolled back in the target does not come back there unseen, and nobody promotes over a rollback that is open:
 * whoever wants either says why. So does whoever promotes a Release of the past that was rolled back where it comes from.
 */
export const rolledBack = createBuiltInGate(
  'rolled-back',
  ({ otherSources = [], past, source, target, openRollback, ...facts }) => {
    const environment = target.name;
    const before = facts.rolledBack;
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
    // Nobody promotes what was taken back on its way, as if nothing had been.
    const onTheWay = [{ environment: source, past }, ...otherSources].find(
      each => each.past?.rolledBack,
    );
    if (onTheWay?.past?.rolledBack) {
      return {
        status: 'failed',
        reason: createReason('RolledBackBefore', {
          environment: onTheWay.environment.name,
          ...onTheWay.past.rolledBack,
        }),
      };
    }
    return {
      status: 'passed',
      reason: createReason('NotRolledBack', { environment }),
    };
  },
  { yieldsToReason: true },
);
