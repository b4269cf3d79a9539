/**
 * An environment as far as its place on the promotion path goes.
 *
 * @public
 */
export interface PathEnvironment {
  name: string;
  /** Names of earlier environments; the one before it in the list when left out. */
  promotesFrom?: readonly string[];
}

/**
 * The environments directly before one on the promotion path: a Release is verified in each of them before it comes there. In
 * the order in which they are stated. Empty for the first environment, and for one that is not there.
 *
 * Only earlier environments of the list count, so that no path goes in circles, whatever is written.
 *
 * @public
 */
export function predecessorsOf(
  environments: readonly PathEnvironment[],
  name: string,
): string[] {
  const index = environments.findIndex(
    environment => environment.name === name,
  );
  if (index < 1) {
    return [];
  }
  const earlier = environments.slice(0, index).map(each => each.name);
  const stated = new Set(environments[index].promotesFrom ?? []);
  const found = [...stated].filter(each => earlier.includes(each));
  return found.length > 0 ? found : earlier.slice(-1);
}

/**
 * The environments directly after one on the promotion path, in the order of the list.
 *
 * @public
 */
export function successorsOf(
  environments: readonly PathEnvironment[],
  name: string,
): string[] {
  return environments
    .filter(each => predecessorsOf(environments, each.name).includes(name))
    .map(each => each.name);
}

/**
 * All environments that a Release goes through before it comes to one, in the order of the list.
 *
 * @public
 */
export function ancestorsOf(
  environments: readonly PathEnvironment[],
  name: string,
): string[] {
  const found = new Set(predecessorsOf(environments, name));
  // Predecessors are earlier in the list, so that one way back over it finds all.
  for (const each of [...environments].reverse()) {
    if (found.has(each.name)) {
      predecessorsOf(environments, each.name).forEach(one => found.add(one));
    }
  }
  return environments.map(each => each.name).filter(each => found.has(each));
}

/**
 * The steps of the promotion path: one from each predecessor to each environment, in the order of the targets.
 *
 * @public
 */
export function stepsOf(
  environments: readonly PathEnvironment[],
): Array<{ from: string; to: string }> {
  return environments.flatMap(({ name: to }) =>
    predecessorsOf(environments, to).map(from => ({ from, to })),
  );
}
