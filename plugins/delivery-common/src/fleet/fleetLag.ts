import type { FleetLag } from './Fleet';

/**
 * How far a Release is behind what was deployed to the environment before it.
 *
 * @param running - key of the Release that runs here
 * @param before - deployments to the environment before, newest first: keys of their Releases (undefined where the record has
 * none) and ISO times at which they began. As many as are known, which need not be all.
 * @returns nothing where the Release is not among them: it may have been there earlier, or never
 * @public
 */
export function fleetLag(
  running: string,
  before: ReadonlyArray<{ release?: string; from: string }>,
): FleetLag {
  const index = before.findIndex(({ release }) => release === running);
  if (index < 1) return {};
  const since = before.slice(0, index);
  const known = since.every(({ release }) => release !== undefined);
  return {
    ...(known
      ? { releases: new Set(since.map(({ release }) => release)).size }
      : {}),
    since: since[index - 1].from,
  };
}
