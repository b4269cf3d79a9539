import {
  createReason,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ObjectDifference } from '../compareObjects';
import { at, type Fields } from '../KubernetesObject';
import { podTemplateOf } from './podSpecOf';

/** One is what runs where a manifest does not say. */
function replicasOf(value: Fields): unknown {
  return at(value, ['spec', 'replicas']) ?? 1;
}

/** Workloads of which nothing runs any more. */
export function findReplicasToZero({
  before,
  after,
}: ObjectDifference): Reason[] {
  if (
    !before ||
    !after ||
    !podTemplateOf(after.value) ||
    replicasOf(before.value) === 0 ||
    replicasOf(after.value) !== 0
  ) {
    return [];
  }
  const { kind, name } = after.reference;
  return [createReason('ReplicasToZero', { kind, name })];
}
