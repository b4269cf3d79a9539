import {
  type PathEnvironment,
  predecessorsOf,
} from '@stonegarden/service-manifest';

/**
 * Where an environment's releases come from, when that is not just the one before it in the order: what a picture from left to
 * right does not show by itself. Empty where it does.
 *
 * @internal
 */
export function elsewhereOf(
  environments: readonly PathEnvironment[],
  name: string,
): string[] {
  const before = predecessorsOf(environments, name);
  const index = environments.findIndex(each => each.name === name);
  const isPlain =
    before.length === 0 ||
    (before.length === 1 && before[0] === environments[index - 1]?.name);
  return isPlain ? [] : before;
}
