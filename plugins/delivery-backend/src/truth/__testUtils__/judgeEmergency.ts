import type { EmergencyRollbackRecord } from '../../emergency/EmergencyRollbackRecord';
import { claim } from './claim';
import { imagesOf } from './judgeEnvironment';
import type { Records } from './judgeRecord';
import { appName } from './repository';
import type { EnvironmentName, ServiceName } from './steps';
import type { World } from './World';

/** Fails unless Argo CD and Git did what is said of an emergency rollback. */
export function judgeEmergency(
  world: World,
  service: ServiceName,
  emergency: EmergencyRollbackRecord,
  { promotions }: Pick<Records, 'promotions'>,
): void {
  const { id, status, problem, release, requestedAt } = emergency;
  const app = appName({
    service,
    environment: emergency.environment as EnvironmentName,
  });
  const syncs = world.syncs.of(app);
  const done = syncs.find(sync => sync.emergency === id);
  const since = syncs.filter(
    ({ at }) => Date.parse(at) >= Date.parse(requestedAt),
  );
  const context = { emergency, done, since };
  const names = (commit: string | undefined) =>
    commit !== undefined &&
    (world.imagesAt(commit, app) ?? world.pinnedAt(commit, app))?.join() ===
      imagesOf(release);
  claim(syncs.filter(sync => sync.emergency === id).length <= 1, {
    'Argo CD was asked twice': context,
  });
  switch (status) {
    case 'refused':
      claim(done === undefined && problem !== undefined, {
        'refused, and was done': context,
      });
      break;
    case 'applied':
      claim(done !== undefined, { 'was never done': context });
      break;
    case 'settled':
      claim(
        world.wasSeen(
          app,
          ({ comparedRevision, deployedAt, history }) =>
            (deployedAt.at(-1) ?? '') >= (since.at(0)?.at ?? '') &&
            (names(comparedRevision) || names(history.at(-1))),
        ) &&
          world.heads.some(
            ({ head }, index) =>
              (world.heads[index + 1]?.at ?? Infinity) >=
                Date.parse(requestedAt) && names(head),
          ),
        { 'Git never named it': context },
      );
      break;
    case 'overruled':
      claim(
        since.some(({ images }) => images.join() !== imagesOf(release)),
        { 'nothing else was deployed': context },
      );
      break;
    default:
  }
  const owed = promotions.find(each => each.id === emergency.promotion);
  claim(
    emergency.promotion === undefined ||
      (owed?.rollback !== undefined &&
        owed.to === emergency.environment &&
        imagesOf(owed.release) === imagesOf(release)),
    { 'its pull request does not make Git agree': { ...context, owed } },
  );
}

/** Fails when something is still under way though everything had the time that it needs. */
export function judgeEnd(world: World, { promotions, emergencies }: Records) {
  const waiting = ['proposed', 'merged', 'syncing', 'verifying'];
  for (const promotion of promotions) {
    claim(!waiting.includes(promotion.status), {
      'waits forever': promotion,
      pull: world.git.pulls.find(
        ({ number }) => number === promotion.pullRequest?.number,
      ),
    });
  }
  for (const emergency of emergencies) {
    claim(!['requested', 'applied'].includes(emergency.status), {
      'waits forever': emergency,
    });
  }
}
