import type { GitEntryMode } from '../GitReader';

const MODES: Readonly<Record<string, GitEntryMode>> = {
  '040000': 'directory',
  '100644': 'file',
  // Written by old versions of Git, which treat it as 100644.
  '100664': 'file',
  '100755': 'executable',
  '120000': 'symlink',
  '160000': 'submodule',
};

/** What the mode of an entry in a Git tree stands for. Throws for a mode that Git does not have. */
export function entryMode(mode: string | undefined): GitEntryMode {
  const known = mode === undefined ? undefined : MODES[mode];
  if (!known) {
    throw new Error(`Git has no entries of mode ${mode}`);
  }
  return known;
}
