import {
  compareReleases,
  createReason,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GitLocation } from '@stonegarden/backstage-plugin-delivery-node';
import { readReleaseAt } from '../releases/readReleaseAt';
import type { ReleaseFile } from '../releases/ReleaseFile';
import type { PromotionRecord } from './PromotionRecord';

/**
 * Reads what the merge commit says that the target runs. Returns a reason when that is not the Release that was promised;
 * other changes of the same file are none of the promotion's business. Throws when the host cannot tell.
 */
export async function findMergedOtherwise(
  { intent, release, to }: Pick<PromotionRecord, 'intent' | 'release' | 'to'>,
  mergeCommit: string,
  location: GitLocation,
  releaseFile: ReleaseFile,
): Promise<Reason | undefined> {
  const path = releaseFile.pathOf(location.path, to);
  const promised = intent?.edits.find(edit => edit.path === path)?.content;
  if (typeof promised === 'string') {
    const merged = await location.reader.read(path, mergeCommit);
    if (merged?.content === promised) {
      return undefined;
    }
  }
  const merged = await readReleaseAt(releaseFile, location, to, mergeCommit);
  const differences = compareReleases(release, merged);
  return differences === 'unknown' || differences.length > 0
    ? createReason('MergedContentDiffers', {
        commit: mergeCommit,
        files: [path],
      })
    : undefined;
}
