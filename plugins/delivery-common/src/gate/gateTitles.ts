import { fillGaps } from '../fillGaps';

/**
 * What each gate of delivery-backend guards, in English, by its id; `from` is the environment to promote from. Pages
 * translate these titles; gates of other packages bring their own.
 *
 * @public
 */
export const gateTitles = {
  'source-healthy': '{{from}} is healthy',
  'source-synced': '{{from}} runs what Git says',
  order: 'The promotion path is kept',
  'source-pinned': '{{from}} pins its images',
  'tags-fixed': 'The versions stay the same',
  'images-matched': 'The images match',
  'image-scan': 'The images are scanned',
  'cluster-changes': 'Nothing dangerous changes in the cluster',
  'required-checks': 'The required checks have passed',
  approval: 'The change is approved',
  soak: 'It has run long enough in {{from}}',
  freeze: 'No freeze is on',
  'rolled-back': 'Nobody rolled it back',
  'outside-git': 'No rollback outside Git is undone',
  'line-stopped': 'Promotions are not stopped',
  'no-incident': 'No incident is open',
  'dependencies-healthy': 'What it depends on is healthy',
  'error-budget': 'Enough error budget is left',
  metrics: 'The metrics are within their bounds',
  'sync-window': 'The sync windows are open',
  differs: 'There is something to promote',
} as const;

/**
 * The id of a gate of delivery-backend.
 *
 * @public
 */
export type BuiltInGateId = keyof typeof gateTitles;

/**
 * Whether a gate is one of delivery-backend's.
 *
 * @public
 */
export function isBuiltInGateId(id: string): id is BuiltInGateId {
  return Object.hasOwn(gateTitles, id);
}

/**
 * The English title of a gate of delivery-backend.
 *
 * @public
 */
export function formatGateTitle(
  id: BuiltInGateId,
  environments: { from: string },
): string {
  return fillGaps(gateTitles[id], environments);
}
