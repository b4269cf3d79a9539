import {
  compareReleases,
  createReason,
  EnvironmentStatus,
  formatRelease,
  formatVersion,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GateAnswer,
  GateFacts,
} from '@stonegarden/backstage-plugin-delivery-node';
import { createBuiltInGate } from './createBuiltInGate';
import { judgeEachSource } from './judgeEachSource';
import { judgeUndeployed } from './order';
import { unknownBecause } from './unknownBecause';

/** Why an environment is not what Git says, and whether that will change by itself. */
function judgeOutOfSync(source: EnvironmentStatus): GateAnswer {
  const { name: environment, operation, syncReason } = source;
  // A dry run or a partial sync ends no difference, whatever becomes of it.
  const sync = operation?.kind === 'sync' ? operation : undefined;
  const detail = sync?.message;
  if (sync?.phase === 'Running' || sync?.phase === 'Terminating') {
    return sync.retrying
      ? {
          status: 'failed',
          reason: createReason('SyncRetrying', {
            environment,
            ...(detail ? { detail } : {}),
          }),
        }
      : {
          status: 'pending',
          reason: createReason('SyncRunning', { environment }),
        };
  }
  if (syncReason?.code === 'AutoSyncBlocked') {
    return { status: 'pending', reason: syncReason };
  }
  if (syncReason) {
    return { status: 'failed', reason: syncReason };
  }
  if (sync?.phase === 'Failed' || sync?.phase === 'Error') {
    return {
      status: 'failed',
      reason: createReason('SyncFailed', {
        environment,
        detail: detail ?? sync.phase,
      }),
    };
  }
  return source.autoSync
    ? {
        status: 'pending',
        reason: createReason('AutoSyncAwaited', { environment }),
      }
    : {
        status: 'failed',
        reason: createReason('EnvironmentOutOfSync', { environment }),
      };
}

/** What runs, compared with what Git names. */
function judgeImages({ source, git }: GateFacts): GateAnswer | undefined {
  const environment = source.name;
  if (source.outsideGit) {
    return { status: 'failed', reason: source.outsideGit };
  }
  if (source.canary) {
    return {
      status: 'pending',
      reason: createReason('CanaryRunning', {
        environment,
        ...(source.canary.weight === undefined
          ? {}
          : { weight: source.canary.weight }),
      }),
    };
  }
  if (source.mixed) {
    return {
      status: 'pending',
      reason: createReason('SeveralVersionsRun', { environment }),
    };
  }
  const changes = compareReleases(git.source.release, source.release);
  if (changes === 'unknown') {
    return undefined;
  }
  const behind = changes.find(change => change.from);
  return (
    behind?.from && {
      status: 'pending',
      reason: createReason('VersionDiffersFromGit', {
        environment,
        image: behind.name,
        running: formatVersion(behind.from),
        wanted: formatVersion(behind.to),
      }),
    }
  );
}

function judge(facts: GateFacts): GateAnswer {
  const { source, git } = facts;
  const environment = source.name;
  if (source.neverDeployed) {
    return {
      status: 'failed',
      reason: createReason('NeverDeployed', { environment }),
    };
  }
  if (source.sync === 'Unknown') {
    return {
      status: 'unknown',
      reason: createReason('SyncUnknown', {
        environment,
        ...(source.instance ? { instance: source.instance } : {}),
        ...(source.syncReason ? { cause: source.syncReason } : {}),
      }),
    };
  }
  const { differences } = source;
  const onlyPruningLeft = differences?.pruneOnly ? differences : undefined;
  if (source.sync === 'OutOfSync' && !onlyPruningLeft) {
    return judgeOutOfSync(source);
  }
  if (!git.source.release) {
    return {
      status: 'skipped',
      reason: createReason('FileNotRead', { file: git.source.file }),
    };
  }
  const obstacle = judgeImages(facts);
  if (obstacle) {
    return obstacle;
  }
  if (onlyPruningLeft) {
    return {
      status: 'passed',
      reason: createReason('OnlyPruningLeft', {
        environment,
        resources: onlyPruningLeft.total,
      }),
    };
  }
  const seen = compareReleases(git.source.release, source.release);
  return {
    status: 'passed',
    reason: createReason(
      seen !== 'unknown' && seen.length === 0
        ? 'EnvironmentSynced'
        : 'ImagesNotSeen',
      { environment },
    ),
  };
}

/** A Release of the past need not be what Git says now: that it was deployed is what counts. */
function judgeWithPast(facts: GateFacts): GateAnswer {
  const { git, past, source } = facts;
  const deployment = past?.deployment;
  if (!deployment) {
    return judgeUndeployed(facts) ?? unknownBecause(facts) ?? judge(facts);
  }
  return {
    status: 'passed',
    reason: createReason('ReleaseWasDeployed', {
      environment: source.name,
      release: formatRelease(git.source.release),
      at: deployment.from,
    }),
  };
}

/** What Git says is promoted only when it has run in the source. */
export const sourceSynced = createBuiltInGate('source-synced', facts =>
  judgeEachSource(facts, judgeWithPast),
);
