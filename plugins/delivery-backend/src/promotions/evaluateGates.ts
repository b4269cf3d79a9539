import {
  compareReleases,
  EnvironmentStatus,
  formatVersion,
  GateResult,
  ImageChange,
  InstanceStatus,
  Release,
} from '@stonegarden/backstage-plugin-delivery-common';

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
  /** Images that the source pins and the target does not, with where to add them. */
  unmatched: string[];
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
        source.healthMessage ??
        `No Argo CD is configured for the cluster ${source.cluster}.`,
    };
  }
  return instance.reachable
    ? {
        status: 'unknown',
        reason: `Argo CD ${instance.name} does not know the health of ${source.name}.`,
      }
    : {
        status: 'unknown',
        reason: `Argo CD ${instance.name} has not answered since ${
          instance.unreachableSince
        }${instance.reason ? ` (${instance.reason})` : ''}.`,
      };
}

function isHealthy(facts: GateFacts): Answer {
  const unknown = silence(facts);
  if (unknown) {
    return unknown;
  }
  const { name, health, healthMessage, since } = facts.source;
  const detail = healthMessage
    ? `: ${healthMessage.replace(/\.?$/, '.')}`
    : '.';
  switch (health) {
    case 'Healthy':
      return {
        status: 'passed',
        reason: `${name} is Healthy${since ? ` since ${since}` : ''}.`,
      };
    case 'Progressing':
      return {
        status: 'pending',
        reason: `${name} is Progressing; wait until it is Healthy${detail}`,
      };
    case 'Suspended':
      return {
        status: 'pending',
        reason: `${name} is Suspended; it waits to be resumed${detail}`,
      };
    default:
      return {
        status: 'failed',
        reason: `${name} is ${health}${detail} Repair it, or promote from a healthy environment.`,
      };
  }
}

function isSynced(facts: GateFacts): Answer {
  const { source, sourceInGit } = facts;
  const unknown = silence(facts);
  if (unknown) {
    return unknown;
  }
  if (source.sync === 'Unknown') {
    return {
      status: 'unknown',
      reason: `Argo CD ${source.instance} cannot tell whether ${source.name} runs what Git says.`,
    };
  }
  const running = source.operation?.phase === 'Running';
  if (source.sync === 'OutOfSync') {
    return running || source.autoSync
      ? {
          status: 'pending',
          reason: `${source.name} is being synced to what Git says; wait until it has finished.`,
        }
      : {
          status: 'failed',
          reason: `${source.name} does not run what Git says. Sync it first, so that what is promoted has run somewhere.`,
        };
  }
  const changes = compareReleases(sourceInGit, source.release);
  const behind =
    changes === 'unknown' ? undefined : changes.find(change => change.from);
  if (behind?.from) {
    return {
      status: 'pending',
      reason: `${source.name} runs ${behind.name} ${formatVersion(
        behind.from,
      )}, Git says ${formatVersion(
        behind.to,
      )}; wait until Argo CD has caught up.`,
    };
  }
  return {
    status: 'passed',
    reason: `${source.name} runs what Git says.`,
  };
}

function differs({ source, target, changes }: GateFacts): Answer {
  return changes.length > 0
    ? {
        status: 'passed',
        reason: `${source.name} and ${target.name} have different Releases in Git.`,
      }
    : {
        status: 'failed',
        reason: `${target.name} has the Release of ${source.name} in Git already; there is nothing to promote.`,
      };
}

function isMatched({ unmatched }: GateFacts): Answer {
  return unmatched.length > 0
    ? { status: 'failed', reason: unmatched.join(' ') }
    : {
        status: 'passed',
        reason: 'Every image of the source has its place in the target.',
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

/** Why a promotion may not be opened, in one text; undefined when every gate passed. */
export function blockedBecause(gates: GateResult[]): string | undefined {
  const reasons = gates
    .filter(({ status }) => status !== 'passed')
    .map(({ reason }) => reason);
  return reasons.length > 0 ? [...new Set(reasons)].join(' ') : undefined;
}
