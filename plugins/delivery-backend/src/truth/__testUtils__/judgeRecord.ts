import type { DeploymentCause } from '@stonegarden/backstage-plugin-delivery-common';
import type { EmergencyRollbackRecord } from '../../emergency/EmergencyRollbackRecord';
import type { PromotionRecord } from '../../promotions/PromotionRecord';
import { claim } from './claim';
import { imagesOf } from './judgeEnvironment';
import type { RecordedDeployment } from './Portal';
import { appName } from './repository';
import type { Sighting } from './Sighting';
import { EnvironmentName, ENVIRONMENTS, ServiceName } from './steps';
import type { TrueSync } from './SyncLog';
import type { World } from './World';

/** All that the portal has written down of a service, oldest first. */
export interface Records {
  deployments: RecordedDeployment[];
  promotions: PromotionRecord[];
  emergencies: EmergencyRollbackRecord[];
}

/** Older promotions are not looked for, so their links may be missing. */
const LINKED_DEPLOYMENTS = 20;
const BACK: Array<DeploymentCause | undefined> = [
  'rollback',
  'emergency-rollback',
  'outside-git',
];

const isQuiet = ({ operation, sync }: Sighting) =>
  operation?.phase !== 'Running' && sync !== 'Unknown';

/** Fails unless what is recorded of each environment is what ran there: nothing is missing, doubled or at a wrong time. */
export function judgeRecord(
  world: World,
  service: ServiceName,
  records: Records,
): void {
  for (const environment of ENVIRONMENTS) {
    const own = records.deployments.filter(
      deployment => deployment.environment === environment,
    );
    judgeSpans(world, appName({ service, environment }), own);
    own.forEach((deployment, index) => {
      judgeHealth(world, appName({ service, environment }), deployment);
      judgeOrigin(world, { service, environment }, records, own, index);
    });
    judgeNewest(world, appName({ service, environment }), own.at(-1));
    judgeLinks(world, environment, records, own);
  }
}

/** From when to when what ran. */
function judgeSpans(
  world: World,
  app: string,
  own: RecordedDeployment[],
): void {
  const syncs = world.syncs.of(app);
  const first = (deployment: RecordedDeployment) =>
    syncs.findIndex(({ at }) => at === deployment.from);
  own.forEach((deployment, index) => {
    const next = own[index + 1];
    const at = first(deployment);
    const context = { deployment, next, syncs };
    claim(syncs[at]?.revision === deployment.revision, {
      'recorded, and no sync deployed it then': context,
    });
    claim(deployment.until === next?.from, {
      'does not end where the next begins': context,
    });
    const last = syncs.find(sync => sync.at === deployment.lastAt);
    claim(
      last?.revision === deployment.lastRevision &&
        syncs
          .filter(sync => sync.at >= deployment.from && sync.at <= last.at)
          .every(
            ({ images }) => images.join() === imagesOf(deployment.release),
          ),
      { 'something else ran in between': context },
    );
    claim(
      index === 0 ||
        imagesOf(own[index - 1].release) !== imagesOf(deployment.release) ||
        !world.syncs.wereNeighbors(app, syncs[at - 1], syncs[at]),
      { 'one deployment is recorded as two': { app, own, syncs } },
    );
  });
  for (const sync of syncs.filter(each => world.syncs.isOwed(app, each))) {
    const during = own.findLast(({ from }) => from <= sync.at);
    claim(imagesOf(during?.release) === sync.images.join(), {
      'a deployment is missing': { app, sync, own },
    });
  }
}

/** Whether it was healthy, and since when. */
function judgeHealth(
  world: World,
  app: string,
  deployment: RecordedDeployment,
): void {
  const { from, lastAt, outcome, healthySince } = deployment;
  const context = { app, deployment };
  const sawDuring = (proof: (then: Sighting, syncedAt: string) => boolean) =>
    world.wasSeen(app, then => {
      const syncedAt = then.deployedAt.at(-1) ?? '';
      return (
        from <= syncedAt &&
        syncedAt <= lastAt &&
        isQuiet(then) &&
        proof(then, syncedAt)
      );
    });
  claim((outcome === 'succeeded') === (healthySince !== undefined), {
    'healthy without a time, or the other way round': context,
  });
  claim(
    outcome !== 'succeeded' ||
      sawDuring(
        ({ health, healthSince }, syncedAt) =>
          health === 'Healthy' &&
          Date.parse(healthySince ?? '') ===
            Math.max(Date.parse(healthSince ?? ''), Date.parse(syncedAt)),
      ),
    { 'was never seen healthy since then': context },
  );
  claim(
    outcome !== 'failed' || sawDuring(({ health }) => health === 'Degraded'),
    { 'was never seen degraded': context },
  );
}

/** What is seen of the newest one is written down. */
function judgeNewest(
  world: World,
  app: string,
  newest: RecordedDeployment | undefined,
): void {
  const seen = world.seen.get(app);
  if (
    !world.isRecorded ||
    world.argocd.isDown ||
    !newest ||
    !seen ||
    seen.deployedAt.at(-1) !== newest.lastAt ||
    !isQuiet(seen)
  ) {
    return;
  }
  const context = { app, newest, seen };
  claim(seen.health !== 'Healthy' || newest.outcome === 'succeeded', {
    'is healthy, and not recorded so': context,
  });
  claim(seen.health !== 'Degraded' || newest.outcome !== undefined, {
    'is degraded, and nothing is recorded': context,
  });
}

/** How a deployment came about in truth, as far as the record before it goes. */
function trueOrigin(
  world: World,
  records: Records,
  deployment: RecordedDeployment,
  {
    sync,
    previous,
  }: { sync: TrueSync; previous: RecordedDeployment | undefined },
): Pick<RecordedDeployment, 'cause' | 'by'> {
  const promotion = records.promotions.find(
    ({ id }) => id === deployment.promotion,
  );
  if (promotion) {
    const { rollback, requestedBy: by } = promotion;
    return { cause: rollback ? 'rollback' : 'promotion', by };
  }
  if (sync.emergency) {
    const emergency = records.emergencies.find(
      ({ id }) => id === sync.emergency,
    );
    return { cause: 'emergency-rollback', by: emergency?.by };
  }
  const isBack =
    previous !== undefined &&
    previous.lastRevision !== sync.revision &&
    world.git.contains(previous.lastRevision, sync.revision);
  const { automated, username } = sync.initiatedBy ?? {};
  if (isBack && !automated) {
    return { cause: 'outside-git', by: username };
  }
  if (previous === undefined && !automated) {
    return {};
  }
  return {
    cause: 'git',
    by: isBack ? undefined : world.authorOf(sync.revision),
  };
}

/** How it came about, by whom and by which commit, and whether it was taken back. */
function judgeOrigin(
  world: World,
  place: { service: ServiceName; environment: EnvironmentName },
  records: Records,
  own: RecordedDeployment[],
  index: number,
): void {
  const [previous, deployment, next] = [-1, 0, 1].map(at => own[index + at]);
  const { cause, by, commit, rolledBack } = deployment;
  const sync = world.syncs
    .of(appName(place))
    .find(({ at }) => at === deployment.from);
  if (!sync) {
    return;
  }
  const truth = trueOrigin(world, records, deployment, { sync, previous });
  const context = { deployment, previous, sync, truth };
  claim(cause === truth.cause || (cause === undefined && !world.isRecorded), {
    'did not come about like that': context,
  });
  claim(cause === undefined || by === truth.by, {
    'somebody else brought it': context,
  });
  claim(commit ? commit.id === deployment.revision : !world.isRecorded, {
    'another commit, or none': context,
  });
  claim(commit === undefined || commit.author === world.authorOf(commit.id), {
    'somebody else wrote the commit': context,
  });
  const takenBackBy = BACK.includes(next?.cause) ? next : undefined;
  const promotion = records.promotions.find(
    ({ id }) => id === takenBackBy?.promotion,
  );
  claim(
    (rolledBack !== undefined) === (takenBackBy !== undefined) &&
      rolledBack?.by === takenBackBy?.by &&
      rolledBack?.reason ===
        (promotion?.requestReason ??
          (takenBackBy?.cause === 'emergency-rollback'
            ? 'Nobody can pay'
            : undefined)),
    { 'was taken back, or was not': { deployment, next } },
  );
}

/** Which promotion brought which deployment. */
function judgeLinks(
  world: World,
  environment: EnvironmentName,
  { promotions }: Records,
  own: RecordedDeployment[],
): void {
  for (const promotion of promotions.filter(({ to }) => to === environment)) {
    const { id, mergeCommit, release } = promotion;
    const linked = own.filter(deployment => deployment.promotion === id);
    const first =
      mergeCommit === undefined
        ? undefined
        : own.find(({ revision }) => world.git.contains(revision, mergeCommit));
    const context = { promotion, linked, first };
    claim(linked.length <= 1, { 'brought two deployments': context });
    claim(
      linked.every(
        deployment =>
          deployment === first &&
          imagesOf(deployment.release) === imagesOf(release),
      ),
      { 'did not bring it': context },
    );
    claim(
      !world.isRecorded ||
        own.length > LINKED_DEPLOYMENTS ||
        imagesOf(first?.release) !== imagesOf(release) ||
        first?.promotion !== undefined,
      { 'brought it, and no promotion is recorded': context },
    );
  }
}
