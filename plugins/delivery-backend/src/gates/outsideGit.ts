import {
  compareReleases,
  createReason,
} from '@stonegarden/backstage-plugin-delivery-common';
import { createBuiltInGate } from './createBuiltInGate';

/**
 * What was rolled back in Argo CD, by the portal or by hand, is not undone unseen: while Git does not name what was gone back to,
 * whoever promotes over it says why.
 */
export const outsideGit = createBuiltInGate(
  'outside-git',
  ({ target, git, outsideGit: past }) => {
    const environment = target.name;
    if (!past) {
      return {
        status: 'passed',
        reason: createReason('NotRolledBackOutsideGit', { environment }),
      };
    }
    const changes = compareReleases(past.release, git.target.release);
    return changes !== 'unknown' && changes.length === 0
      ? {
          status: 'passed',
          reason: createReason('RollbackInGit', { environment }),
        }
      : {
          status: 'failed',
          reason: createReason('PromotionOverRollback', { environment }),
        };
  },
  { yieldsToReason: true },
);
