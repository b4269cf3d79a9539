import {
  createReason,
  type EnvironmentStatus,
  type SyncWindows,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GateAnswer } from '@stonegarden/backstage-plugin-delivery-node';
import { findSyncBlock } from '../argocd/readModel/findSyncBlock';
import { createBuiltInGate } from './createBuiltInGate';
import { judgeFact } from './judgeFact';
import { notRequired } from './notRequired';

/** When the first of the windows opens or closes, after which all of them are looked at again. */
function nextChange({ windows }: SyncWindows): { changesAt?: string } {
  const [changesAt] = windows.flatMap(window => window.changesAt ?? []).sort();
  return changesAt ? { changesAt } : {};
}

function judge(
  { name: environment, autoSync }: EnvironmentStatus,
  found: SyncWindows | null,
): GateAnswer {
  if (!found || found.windows.length === 0) {
    return {
      status: 'skipped',
      reason: createReason('NoSyncWindows', { environment }),
    };
  }
  const block = findSyncBlock(found);
  if (!block) {
    return {
      status: 'passed',
      reason: createReason(
        'SyncWindowsOpen',
        { environment },
        nextChange(found),
      ),
    };
  }
  // What a person syncs is held up only by windows that hold up people.
  if (!autoSync && block.manualSync) {
    return {
      status: 'passed',
      reason: createReason(
        'SyncByHandAllowed',
        { environment },
        nextChange(found),
      ),
    };
  }
  return {
    status: block.until ? 'pending' : 'failed',
    reason: createReason(
      'SyncWindowBlocks',
      { environment, ...block },
      block.until ? { changesAt: block.until } : {},
    ),
  };
}

/** What is merged could not be deployed while Argo CD may not sync the target. */
export const syncWindow = createBuiltInGate(
  'sync-window',
  ({ target, policy, world }) =>
    policy.syncWindowOpen
      ? judgeFact(world?.syncWindows, found => judge(target, found))
      : notRequired({ target }),
  { overridable: true },
);
