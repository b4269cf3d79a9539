import type { Gate } from '@stonegarden/backstage-plugin-delivery-node';
import { approval } from './approval';
import { differs } from './differs';
import { imageScan } from './imageScan';
import { imagesMatched } from './imagesMatched';
import { outsideGit } from './outsideGit';
import { rolledBack } from './rolledBack';
import { sourceHealthy } from './sourceHealthy';
import { sourcePinned } from './sourcePinned';
import { sourceSynced } from './sourceSynced';
import { createTagsFixed } from './tagsFixed';

/** The gates of this package, in the order they are shown. */
export function createBuiltInGates(options: {
  /** Tags that name another image each time one is pushed. */
  floatingTags: readonly string[];
}): readonly Gate[] {
  return [
    sourceHealthy,
    sourceSynced,
    sourcePinned,
    createTagsFixed(options.floatingTags),
    imagesMatched,
    imageScan,
    approval,
    rolledBack,
    outsideGit,
    differs,
  ];
}
