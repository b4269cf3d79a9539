import {
  createReason,
  type Reason,
  type ReasonCode,
} from '@stonegarden/backstage-plugin-delivery-common';
import { compareObjects, type ObjectDifference } from './compareObjects';
import { findDeletions } from './dangers/findDeletions';
import { findHostAccess } from './dangers/findHostAccess';
import { findImageMoves } from './dangers/findImageMoves';
import { findImmutableChanges } from './dangers/findImmutableChanges';
import { findReplicasToZero } from './dangers/findReplicasToZero';
import {
  findLostPods,
  findSelectorChanges,
} from './dangers/findSelectorChanges';
import { findVolumeChanges } from './dangers/findVolumeChanges';
import { findWidenedRights } from './dangers/findWidenedRights';
import type { Fields } from './KubernetesObject';

/** So many are listed; who needs more has the diff. */
const MAX_DANGERS = 40;

/** What cannot be taken back comes first, then what stops a service, then what lets it do more. */
const ORDER: readonly ReasonCode[] = [
  'NamespaceDeleted',
  'ResourceDefinitionDeleted',
  'VolumeClaimDeleted',
  'StatefulSetDeleted',
  'VolumeRemoved',
  'VolumeChanged',
  'VolumeMountChanged',
  'ReplicasToZero',
  'NoPodsSelected',
  'SelectorChanged',
  'ObjectDeleted',
  'ImmutableFieldChanged',
  'ImageRepositoryChanged',
  'HostAccessGained',
  'RightsWidened',
];

const FINDERS: ReadonlyArray<(difference: ObjectDifference) => Reason[]> = [
  findDeletions,
  findImmutableChanges,
  findVolumeChanges,
  findReplicasToZero,
  findSelectorChanges,
  findImageMoves,
  findWidenedRights,
  findHostAccess,
];

/** What may go wrong when the objects of one rendering become those of another, the worst first. */
export function findDangers(
  before: readonly Fields[],
  after: readonly Fields[],
  differences: readonly ObjectDifference[] = compareObjects(before, after),
): Reason[] {
  const dangers = [
    ...differences.flatMap(difference =>
      FINDERS.flatMap(find => find(difference)),
    ),
    ...(differences.length > 0 ? findLostPods(before, after) : []),
  ].sort((one, other) => ORDER.indexOf(one.code) - ORDER.indexOf(other.code));
  return dangers.length > MAX_DANGERS
    ? [
        ...dangers.slice(0, MAX_DANGERS),
        createReason('FurtherDangers', {
          count: dangers.length - MAX_DANGERS,
        }),
      ]
    : dangers;
}
