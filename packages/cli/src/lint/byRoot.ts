import { stat } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { CliContext, UsageError } from '../CliContext';
import { printable } from '../format/printable';
import { findRoot } from './findRoot';
import { realPathOf } from './readTree';
import { reasonOf } from './walk';

/**
 * The paths by the root of the repository that they lie in: manifests are checked against those of their own. Rejects with
 * UsageError for a path that is not there.
 *
 * @internal
 */
export async function byRoot(
  paths: string[],
  given: string | undefined,
  { cwd }: CliContext,
): Promise<Map<string, string[]>> {
  const locate = (path: string) =>
    realPathOf(cwd, path).catch((error: unknown) => {
      throw new UsageError(
        `${printable(path)} cannot be read: ${reasonOf(error)}`,
      );
    });
  const root = given === undefined ? undefined : await locate(given);
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const real = await locate(path);
    const isFolder = (await stat(real)).isDirectory();
    const own = root ?? (await findRoot(isFolder ? real : dirname(real)));
    if (real !== own && !real.startsWith(own.endsWith(sep) ? own : own + sep)) {
      throw new UsageError(
        `${printable(path)} does not lie in the root ${printable(own)}`,
      );
    }
    groups.set(own, [...(groups.get(own) ?? []), real]);
  }
  return groups;
}
