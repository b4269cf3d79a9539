import type { PromotionPreview } from '@stonegarden/backstage-plugin-delivery-common';
import { FINAL_EMERGENCY_STATUSES } from '../../emergency/EmergencyRollbackRecord';
import { claim } from './claim';
import { wasTakenBack } from './judgeHistories';
import type { Records } from './judgeRecord';
import { sourceOf } from './Portal';
import { appName } from './repository';
import type { Place } from './steps';
import type { World } from './World';

/** Fails unless the gates about the past of a target hold back what was rolled back there, and nothing else. */
export function judgePastGates(
  world: World,
  place: Place,
  preview: PromotionPreview,
  records: Records,
): void {
  judgeRolledBack(world, place, preview, records);
  judgeOutsideGit(world, place, preview, records);
}

const statusOf = ({ gates }: PromotionPreview, id: string) =>
  gates.find(gate => gate.id === id)?.status;

function judgeRolledBack(
  world: World,
  place: Place,
  preview: PromotionPreview,
  records: Records,
): void {
  const { environment } = place;
  const source = { ...place, environment: sourceOf(place) };
  const isOpen = records.promotions.some(
    ({ to, rollback, status }) =>
      to === environment && rollback && status === 'open',
  );
  const isTakenBack = wasTakenBack(
    records,
    environment,
    world.pinnedAt(world.head, appName(source))?.join(),
  );
  const status = statusOf(preview, 'rolled-back');
  const context = { preview, isOpen, isTakenBack, records };
  claim(status !== 'failed' || isOpen || isTakenBack, {
    'was not rolled back': context,
  });
  claim(
    status !== 'passed' ||
      (!isOpen && (!isTakenBack || preview.changes.length === 0)),
    { 'was rolled back, and may come again unseen': context },
  );
}

function judgeOutsideGit(
  world: World,
  place: Place,
  preview: PromotionPreview,
  { emergencies }: Records,
): void {
  const app = appName(place);
  const seen = world.seen.get(app);
  const inGit = world.pinnedAt(world.head, app)?.join();
  const isActive = emergencies.some(
    ({ environment, status }) =>
      environment === place.environment &&
      !FINAL_EMERGENCY_STATUSES.includes(status),
  );
  const last = world.syncs.of(app).at(-1);
  const emergency = emergencies.find(({ id }) => id === last?.emergency);
  // Git agreed once, and went on: the target is behind Git like any other.
  const isPastGit =
    emergency !== undefined &&
    emergency.status !== 'settled' &&
    last?.images.join() !== inGit;
  const isSeen =
    seen?.isRolledBack === true &&
    seen.sync !== 'Synced' &&
    /^[0-9a-f]{40}$/.test(seen.comparedRevision ?? '') &&
    seen.applied?.join() !== inGit &&
    !world.argocd.forbiddenProjects.size;
  const status = statusOf(preview, 'outside-git');
  const context = { preview, seen, last, emergencies };
  claim(status !== 'failed' || isActive || seen?.isRolledBack === true, {
    'nothing was rolled back past Git': context,
  });
  claim(status !== 'passed' || !(isPastGit || isSeen), {
    'was rolled back past Git, and may be promoted over unseen': context,
  });
}
