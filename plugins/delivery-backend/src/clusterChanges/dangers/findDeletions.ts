import {
  createReason,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ObjectDifference } from '../compareObjects';
import { isHook, syncOptionsOf } from './syncOptionsOf';

/** The danger of removing an object. */
export function findDeletions({ before, after }: ObjectDifference): Reason[] {
  if (
    !before ||
    after ||
    isHook(before.value) ||
    syncOptionsOf(before.value).includes('Prune=false')
  ) {
    return [];
  }
  const { group = '', kind, name } = before.reference;
  switch (`${group}/${kind}`) {
    case '/Namespace':
      return [createReason('NamespaceDeleted', { name })];
    case 'apiextensions.k8s.io/CustomResourceDefinition':
      return [createReason('ResourceDefinitionDeleted', { name })];
    case '/PersistentVolumeClaim':
      return [createReason('VolumeClaimDeleted', { name })];
    case 'apps/StatefulSet':
      return [createReason('StatefulSetDeleted', { name })];
    default:
      return [createReason('ObjectDeleted', { kind, name })];
  }
}
