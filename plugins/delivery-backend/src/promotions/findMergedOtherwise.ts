import {
  compareReleases,
  createReason,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  FileEdit,
  GitLocation,
} from '@stonegarden/backstage-plugin-delivery-node';
import { readReleaseAt } from '../releases/readReleaseAt';
import type { ReleaseFile } from '../releases/ReleaseFile';
import type { PromotionRecord } from './PromotionRecord';

/** The promised files that a commit has otherwise. */
async function findOtherFiles(
  edits: readonly FileEdit[],
  commit: string,
  { reader }: GitLocation,
): Promise<string[]> {
  const contents = await Promise.all(
    edits.map(({ path }) => reader.read(path, commit)),
  );
  return edits
    .filter(
      ({ content }, index) => (contents[index]?.content ?? null) !== content,
    )
    .map(({ path }) => path);
}

/**
 * Reads what the merge commit says that the target runs. Returns a reason when that is not the Release that was promised;
 * other changes of the same file are none of the promotion's business. A rollback of everything has promised whole files.
 * Throws when the host cannot tell.
 */
export async function findMergedOtherwise(
  {
    intent,
    release,
    rollback,
    to,
  }: Pick<PromotionRecord, 'intent' | 'release' | 'rollback' | 'to'>,
  mergeCommit: string,
  location: GitLocation,
  releaseFile: ReleaseFile,
): Promise<Reason | undefined> {
  const others = await findOtherFiles(
    intent?.edits ?? [],
    mergeCommit,
    location,
  );
  const isWhole = rollback?.scope === 'everything';
  if (intent && others.length === 0) {
    return undefined;
  }
  const merged = await readReleaseAt(releaseFile, location, to, mergeCommit);
  const differences = compareReleases(release, merged);
  const isOther = differences === 'unknown' || differences.length > 0;
  if (!isOther && !isWhole) {
    return undefined;
  }
  const path = releaseFile.pathOf(location.path, to);
  return createReason('MergedContentDiffers', {
    commit: mergeCommit,
    files: others.length > 0 ? others : [path],
  });
}
