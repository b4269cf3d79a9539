import type { Gate } from '@stonegarden/backstage-plugin-delivery-node';
import { approval } from './approval';
import { dependenciesHealthy } from './dependenciesHealthy';
import { clusterChanges } from './clusterChanges';
import { differs } from './differs';
import { errorBudget } from './errorBudget';
import { freeze } from './freeze/freeze';
import { imageScan } from './imageScan';
import { imagesMatched } from './imagesMatched';
import { lineStopped } from './lineStopped';
import { metrics } from './metrics';
import { noIncident } from './noIncident';
import { order } from './order';
import { outsideGit } from './outsideGit';
import { requiredChecks } from './requiredChecks';
import { rolledBack } from './rolledBack';
import { soak } from './soak';
import { sourceHealthy } from './sourceHealthy';
import { sourcePinned } from './sourcePinned';
import { sourceSynced } from './sourceSynced';
import { syncWindow } from './syncWindow';
import { createTagsFixed } from './tagsFixed';

/** The gates of this package, in the order they are shown. */
export function createBuiltInGates(options: {
  /** Tags that name another image each time one is pushed. */
  floatingTags: readonly string[];
}): readonly Gate[] {
  return [
    sourceHealthy,
    sourceSynced,
    order,
    sourcePinned,
    createTagsFixed(options.floatingTags),
    imagesMatched,
    imageScan,
    clusterChanges,
    requiredChecks,
    approval,
    soak,
    freeze,
    rolledBack,
    outsideGit,
    lineStopped,
    noIncident,
    dependenciesHealthy,
    errorBudget,
    metrics,
    syncWindow,
    differs,
  ];
}
