import {
  compareReleases,
  createReason,
  EnvironmentStatus,
  formatVersion,
  GateResult,
  ImageChange,
  InstanceStatus,
  isSameReason,
  Reason,
  Release,
} from '@stonegarden/backstage-plugin-delivery-common';
import { unreachableReason } from '../environments/unreachableReason';

/** What the gates judge by: facts only. */
export interface GateFacts {
  source: EnvironmentStatus;
  target: Pick<EnvironmentStatus, 'name'>;
  /** The instance that answers for the source; undefined when none is configured. */
  instance?: InstanceStatus;
  /** What Git says the source runs. */
  sourceInGit: Release;
  /** What the promotion would change in Git. */
  changes: ImageChange[];
  /** Which images the source pins and the target does not list. */
  unmatched?: Reason;
}

type Answer = Pick<GateResult, 'status' | 'reason'>;

function silence({ source, instance }: GateFacts): Answer | undefined {
  if (!source.stale && source.health !== 'Unknown') {
    return undefined;
  }
  if (!instance) {
    return {
      status: 'unknown',
      reason:
        source.healthReason ??
        createReason('ArgocdNotConfigured', { cluster: source.cluster }),
    };
  }
  return {
    status: 'unknown',
    reason: instance.reachable
      ? createReason('HealthUnknown', {
          environment: source.name,
          instance: instance.name,
        })
      : unreachableReason(instance),
  };
}

function isHealthy(facts: GateFacts): Answer {
  const unknown = silence(facts);
  if (unknown) {
    return unknown;
  }
  const { name: environment, health, healthReason, since } = facts.source;
  const detail =
    healthReason?.code === 'HealthDetail' ? healthReason.params : {};
  switch (health) {
    case 'Healthy':
      return {
        status: 'passed',
        reason: createReason('EnvironmentHealthy', {
          environment,
          ...(since ? { since } : {}),
        }),
      };
    case 'Progressing':
      return {
        status: 'pending',
        reason: createReason('EnvironmentProgressing', {
          environment,
          ...detail,
        }),
      };
    case 'Suspended':
      return {
        status: 'pending',
        reason: createReason('EnvironmentSuspended', {
          environment,
          ...detail,
        }),
      };
    default:
      return {
        status: 'failed',
        reason:
          healthReason?.code === 'ApplicationMissing'
            ? healthReason
            : createReason('EnvironmentUnhealthy', {
                environment,
                health,
                ...detail,
              }),
      };
  }
}

function isSynced(facts: GateFacts): Answer {
  const { source, sourceInGit } = facts;
  const environment = source.name;
  const unknown = silence(facts);
  if (unknown) {
    return unknown;
  }
  if (source.sync === 'Unknown') {
    return {
      status: 'unknown',
      reason: createReason('SyncUnknown', {
        environment,
        ...(source.instance ? { instance: source.instance } : {}),
      }),
    };
  }
  const running = source.operation?.phase === 'Running';
  if (source.sync === 'OutOfSync') {
    return running || source.autoSync
      ? {
          status: 'pending',
          reason: createReason('SyncRunning', { environment }),
        }
      : {
          status: 'failed',
          reason: createReason('EnvironmentOutOfSync', { environment }),
        };
  }
  const changes = compareReleases(sourceInGit, source.release);
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

function differs({ source, target, changes }: GateFacts): Answer {
  const path = { from: source.name, to: target.name };
  return changes.length > 0
    ? { status: 'passed', reason: createReason('ReleasesDiffer', path) }
    : { status: 'skipped', reason: createReason('NothingToPromote', path) };
}

function isMatched({ source, target, unmatched }: GateFacts): Answer {
  return unmatched
    ? { status: 'failed', reason: unmatched }
    : {
        status: 'passed',
        reason: createReason('ImagesListed', {
          from: source.name,
          to: target.name,
        }),
      };
}

/** Judges whether a promotion may be opened. All must pass: what is not known blocks as what is known to be bad. */
export function evaluateGates(facts: GateFacts): GateResult[] {
  const { source } = facts;
  return [
    {
      id: 'source-healthy',
      title: `${source.name} is healthy`,
      ...isHealthy(facts),
    },
    {
      id: 'source-synced',
      title: `${source.name} runs what Git says`,
      ...isSynced(facts),
    },
    {
      id: 'images-matched',
      title: 'The images match',
      ...isMatched(facts),
    },
    {
      id: 'differs',
      title: 'There is something to promote',
      ...differs(facts),
    },
  ];
}

/** Why a promotion may not be opened; undefined when nothing holds it back. */
export function blockedBecause(gates: GateResult[]): Reason | undefined {
  const blocking = gates.filter(
    ({ id, status }) =>
      status !== 'passed' && (status !== 'skipped' || id === 'differs'),
  );
  const reasons = blocking.map(({ reason }) => reason);
  return reasons.every(reason => isSameReason(reason, reasons[0]))
    ? reasons[0]
    : createReason('SeveralGates', { reasons });
}
