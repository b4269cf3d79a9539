import {
  compareReleases,
  type EnvironmentHistory,
  type EnvironmentStatus,
  type EnvironmentTransition,
  type Release,
} from '@stonegarden/backstage-plugin-delivery-common';

/**
 * Whether what Git names for an environment is known to have come past the environment before it: that one runs something else,
 * nothing says that it ran it before, and neither a promotion nor a rollback brought it. False where that is not known, and where
 * there is nothing before.
 *
 * @internal
 */
export function skipsPath(known: {
  environment: EnvironmentStatus;
  before?: EnvironmentStatus;
  transition?: EnvironmentTransition;
  /** Of this environment, and of the one before. */
  histories?: { own?: EnvironmentHistory; before?: EnvironmentHistory };
}): boolean {
  const { environment, before, transition, histories } = known;
  const wanted = environment.git?.release;
  if (!wanted || !before || before.forbidden || before.mixed) return false;
  const same = (release: Release | undefined) =>
    compareReleases(wanted, release);
  const runsThere = same(before.release);
  if (runsThere === 'unknown' || runsThere.length === 0) return false;
  const merged = [transition?.promotion, histories?.own?.rollback].filter(
    promotion => promotion?.mergedAt,
  );
  return ![
    before.git?.release,
    environment.release,
    ...merged.map(promotion => promotion?.release),
    ...[histories?.own, histories?.before].flatMap(history => [
      history?.current?.release,
      history?.previous?.release,
    ]),
  ].some(release => isNone(same(release)));
}

function isNone(changes: ReturnType<typeof compareReleases>): boolean {
  return changes !== 'unknown' && changes.length === 0;
}
