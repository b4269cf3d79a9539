import { stepsOf } from '@stonegarden/service-manifest';
import type { Reason } from '../reason/Reason';
import { compareReleases } from '../release/compareReleases';
import { createReason } from '../reason/createReason';
import type { EnvironmentStatus } from '../environment/EnvironmentStatus';
import type { EnvironmentTransition } from './EnvironmentTransition';
import type { Promotion } from './Promotion';
import { FINAL_PROMOTION_STATUSES } from '../vocabulary';

function newestFirst(one: Promotion, other: Promotion): number {
  return other.createdAt.localeCompare(one.createdAt);
}

function whyUnknown(sides: EnvironmentStatus[]): Reason {
  const unknown =
    sides.find(({ git }) => !git?.release?.images.length) ?? sides[0];
  return (
    unknown.git?.problem ??
    createReason('GitReleaseUnknown', { environment: unknown.name })
  );
}

/** How long a pull request that was closed is remembered where nothing followed it. */
const REJECTED_SHOWN_MS = 24 * 60 * 60 * 1000;

/** Whether a rollback of its environment that was asked for after a promotion has been merged. */
function wasTakenBack(
  { to, createdAt }: Promotion,
  promotions: Promotion[],
): boolean {
  return promotions.some(
    other =>
      other.to === to &&
      other.rollback &&
      other.mergedAt &&
      other.createdAt > createdAt,
  );
}

/** What the newest promotion came to, as long as somebody has to do something about it. */
function cameToNothing(newest: Promotion | undefined, now: Date): boolean {
  switch (newest?.status) {
    case 'failed':
      return true;
    case 'rejected':
      return (
        newest.finishedAt !== undefined &&
        now.getTime() - Date.parse(newest.finishedAt) < REJECTED_SHOWN_MS
      );
    default:
      return false;
  }
}

/**
 * The steps of the promotion path, in the order of the environments they lead to. A step compares Git with Git, because a promotion
 * changes Git: what runs may differ from it in either environment, and is told by the environments themselves.
 *
 * @public
 */
export function deriveTransitions(
  environments: EnvironmentStatus[],
  promotions: Promotion[],
  now: Date = new Date(),
): EnvironmentTransition[] {
  const named = (name: string) =>
    environments.filter(environment => environment.name === name);
  const steps = stepsOf(environments).flatMap(({ from, to }) =>
    named(from).flatMap(source =>
      named(to).map(target => ({ source, target })),
    ),
  );
  return steps.map(({ source, target }) => {
    const into = promotions
      .filter(p => p.to === target.name && p.from === source.name)
      .sort(newestFirst);
    const underWay = into.find(
      p => !FINAL_PROMOTION_STATUSES.includes(p.status),
    );
    const changes = compareReleases(source.git?.release, target.git?.release);

    const state = (): EnvironmentTransition['state'] => {
      if (underWay) {
        return 'under-way';
      }
      if (changes === 'unknown') {
        return 'unknown';
      }
      return changes.length > 0 ? 'differs' : 'same';
    };
    const current = state();
    const [newest] = into;
    // What was rejected is the past where Git has come to say the same, and what failed is once it was rolled back.
    const isOver =
      (newest?.status === 'rejected' && current === 'same') ||
      (newest !== undefined && wasTakenBack(newest, promotions));
    const promotion =
      underWay ?? (cameToNothing(newest, now) && !isOver ? newest : undefined);
    return {
      from: source.name,
      to: target.name,
      state: current,
      ...(current === 'unknown'
        ? { reason: whyUnknown([source, target]) }
        : {}),
      changes: changes === 'unknown' ? [] : changes,
      ...(promotion ? { promotion } : {}),
    };
  });
}
