import {
  compareReleases,
  createReason,
  formatVersion,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GateAnswer,
  GateFacts,
} from '@stonegarden/backstage-plugin-delivery-node';
import { createBuiltInGate } from './createBuiltInGate';
import { unknownBecause } from './unknownBecause';

function judge({ source, git }: GateFacts): GateAnswer {
  const environment = source.name;
  if (source.sync === 'Unknown') {
    return {
      status: 'unknown',
      reason: createReason('SyncUnknown', {
        environment,
        ...(source.instance ? { instance: source.instance } : {}),
      }),
    };
  }
  if (source.sync === 'OutOfSync') {
    return source.operation?.phase === 'Running' || source.autoSync
      ? {
          status: 'pending',
          reason: createReason('SyncRunning', { environment }),
        }
      : {
          status: 'failed',
          reason: createReason('EnvironmentOutOfSync', { environment }),
        };
  }
  const changes = compareReleases(git.source.release, source.release);
  const behind =
    changes === 'unknown' ? undefined : changes.find(change => change.from);
  if (behind?.from) {
    return {
      status: 'pending',
      reason: createReason('VersionDiffersFromGit', {
        environment,
        image: behind.name,
        running: formatVersion(behind.from),
        wanted: formatVersion(behind.to),
      }),
    };
  }
  return {
    status: 'passed',
    reason: createReason('EnvironmentSynced', { environment }),
  };
}

/** What Git says is promoted only when it has run in the source. */
export const sourceSynced = createBuiltInGate(
  'source-synced',
  facts => unknownBecause(facts) ?? judge(facts),
);
