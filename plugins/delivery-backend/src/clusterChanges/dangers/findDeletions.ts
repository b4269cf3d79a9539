import {
  createReason,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ObjectDifference } from '../compareObjects';

/** The danger of removing an object. */
export function findDeletions({ before, after }: ObjectDifference): Reason[] {
  if (!before || after) {
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
