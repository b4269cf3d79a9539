import type {
  EnvironmentStatus,
  Release,
} from '@stonegarden/backstage-plugin-delivery-common';
import { formatImage } from '@stonegarden/backstage-plugin-delivery-common';
import { claim } from './claim';
import { appName } from './repository';
import type { Sighting } from './Sighting';
import type { EnvironmentName, ServiceName } from './steps';
import type { World } from './World';

export const imagesOf = (release: Release | undefined) =>
  release?.images.map(formatImage).sort().join();

const isCommit = (revision: string | undefined) =>
  /^[0-9a-f]{40}$/.test(revision ?? '') ? revision : undefined;

/** Whether a status says of what runs what was the case in a state. */
function saysWhatRan(
  { release, mixed, canary }: EnvironmentStatus,
  { applied, beside, isCanary, rollout }: Sighting,
): boolean {
  if (!beside) {
    return !mixed && !canary && imagesOf(release) === applied?.join();
  }
  if (mixed) {
    return release === undefined;
  }
  return (
    isCanary &&
    imagesOf(release) === beside.join() &&
    imagesOf(canary?.release) === applied?.join() &&
    canary?.state === rollout
  );
}

/** Fails unless everything that is said of an environment was so when it was seen, or is said to be unknown. */
export function judgeEnvironment(
  world: World,
  service: ServiceName,
  status: EnvironmentStatus,
): void {
  const environment = status.name as EnvironmentName;
  const name = appName({ service, environment });
  const { presence } = status;
  if (presence !== 'present' && presence !== 'unlisted') {
    claim(status.sync === 'Unknown' && status.health === 'Unknown', {
      'says sync or health of what is not seen': status,
    });
    claim(status.release === undefined && status.healthReason !== undefined, {
      'says a release, or no reason, of what is not seen': status,
    });
    claim(presence !== 'absent' || world.everAbsent.has(name), {
      'absent, and was there all the time': status,
    });
    claim(presence !== 'forbidden' || world.everForbidden, {
      'forbidden, and no right was ever missing': status,
    });
    return;
  }
  const seen = world.seen.get(name);
  claim(seen !== undefined, { 'never shown to the portal': status });
  if (!seen) {
    return;
  }
  claim(status.sync === seen.sync, { sync: status.sync, seen });
  claim(status.health === seen.health, { health: status.health, seen });
  claim(status.since === seen.healthSince, { since: status.since, seen });
  claim(status.revision === seen.history.at(-1), {
    'is not the last deployed commit': status.revision,
    seen,
  });
  claim(status.comparedRevision === isCommit(seen.comparedRevision), {
    'is not the compared commit': status.comparedRevision,
    seen,
  });
  claim(!status.neverDeployed || (!seen.applied && !seen.history.length), {
    'never deployed, and runs': status,
    seen,
  });
  claim(
    (status.conditions ?? []).map(({ type }) => type).join() ===
      seen.conditions.join(),
    { conditions: status.conditions, seen },
  );
  const { operation } = status;
  claim(
    operation?.kind === seen.operation?.kind &&
      operation?.phase === seen.operation?.phase &&
      (operation?.retrying === true) === (seen.operation?.isRetrying ?? false),
    { operation, seen },
  );
  const now = world.sightingOf(name);
  claim(
    saysWhatRan(status, seen) ||
      (now !== undefined && saysWhatRan(status, now)),
    {
      'what runs': {
        release: status.release,
        mixed: status.mixed,
        canary: status.canary,
      },
      seen,
    },
  );
  claim(!status.outsideGit || (seen.isRolledBack && seen.sync !== 'Synced'), {
    outsideGit: status.outsideGit,
    seen,
  });
  claim(!status.differences?.pruneOnly || seen.isPruneOnly, {
    differences: status.differences,
    seen,
  });
  claim(presence !== 'unlisted' || status.stale, {
    'unlisted, and not called stale': status,
  });
}
