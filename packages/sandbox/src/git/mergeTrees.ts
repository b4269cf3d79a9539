import { BareRepository } from './BareRepository';

/** @internal */
export type MergeResult =
  | { clean: true; tree: string }
  | { clean: false; conflicts: string[] };

/**
 * What merging `head` into `base` would give, without touching any ref.
 *
 * @internal
 */
export async function mergeTrees(
  repository: BareRepository,
  base: string,
  head: string,
): Promise<MergeResult> {
  const { stdout, exitCode } = await repository.run(
    [
      'merge-tree',
      '--write-tree',
      '--name-only',
      '--no-messages',
      '-z',
      '--allow-unrelated-histories',
      base,
      head,
    ],
    { okCodes: [0, 1] },
  );
  const [tree, ...paths] = stdout.toString('utf8').split('\0').filter(Boolean);
  return exitCode === 0
    ? { clean: true, tree: tree.trim() }
    : { clean: false, conflicts: [...new Set(paths)] };
}
