import { isDeepStrictEqual } from 'node:util';
import {
  createReason,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ObjectDifference } from '../compareObjects';
import { at, type Fields, fieldsOf } from '../KubernetesObject';
import { parseQuantity } from './parseQuantity';
import { isHook, syncOptionsOf } from './syncOptionsOf';

/** Fields that Kubernetes lets nobody change, by group and kind. */
const IMMUTABLE: Record<string, string[]> = {
  'apps/Deployment': ['spec.selector'],
  'apps/ReplicaSet': ['spec.selector'],
  'apps/DaemonSet': ['spec.selector'],
  'batch/Job': [
    'spec.template',
    'spec.selector',
    'spec.completionMode',
    'spec.manualSelector',
  ],
  '/Secret': ['type'],
  'rbac.authorization.k8s.io/RoleBinding': ['roleRef'],
  'rbac.authorization.k8s.io/ClusterRoleBinding': ['roleRef'],
  'storage.k8s.io/StorageClass': [
    'provisioner',
    'parameters',
    'reclaimPolicy',
    'volumeBindingMode',
  ],
  'scheduling.k8s.io/PriorityClass': ['value', 'preemptionPolicy'],
  'networking.k8s.io/IngressClass': ['spec.controller'],
  'apiextensions.k8s.io/CustomResourceDefinition': ['spec.group', 'spec.scope'],
};
/** Kinds of which only these fields of `spec` can be changed. */
const MUTABLE: Record<string, string[]> = {
  'apps/StatefulSet': [
    'replicas',
    'ordinals',
    'template',
    'updateStrategy',
    'revisionHistoryLimit',
    'persistentVolumeClaimRetentionPolicy',
    'minReadySeconds',
  ],
  '/PersistentVolumeClaim': ['resources', 'volumeAttributesClassName'],
};
/** What the cluster fills in where a manifest leaves it out, so that leaving it out keeps it. */
const FILLED_IN: Record<string, string[]> = {
  '/Service': ['spec.clusterIP', 'spec.clusterIPs'],
  '/PersistentVolumeClaim': ['spec.volumeName', 'spec.storageClassName'],
};
const DEFAULTS: Record<string, unknown> = {
  'spec.podManagementPolicy': 'OrderedReady',
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'Immediate',
  type: 'Opaque',
};
const WITH_DATA = ['data', 'binaryData', 'stringData'];

function fieldsThatStay(kind: string, before: Fields, after: Fields): string[] {
  const mutable = MUTABLE[kind];
  const ofSpec = mutable
    ? [
        ...new Set(
          [before, after].flatMap(({ spec }) => Object.keys(fieldsOf(spec))),
        ),
      ]
        .filter(field => !mutable.includes(field))
        .sort()
        .map(field => `spec.${field}`)
    : [];
  const isSealed =
    ['/ConfigMap', '/Secret'].includes(kind) && before.immutable === true;
  return [
    ...(IMMUTABLE[kind] ?? []),
    ...(FILLED_IN[kind] ?? []).filter(field => !ofSpec.includes(field)),
    ...ofSpec,
    ...(isSealed ? WITH_DATA : []),
  ];
}

function isOtherValue(
  kind: string,
  field: string,
  before: Fields,
  after: Fields,
): boolean {
  const path = field.split('.');
  const then = at(before, path);
  const now = at(after, path);
  if (now === undefined && FILLED_IN[kind]?.includes(field)) {
    return false;
  }
  return !isDeepStrictEqual(then ?? DEFAULTS[field], now ?? DEFAULTS[field]);
}

/** A claim may only grow. */
function shrinks(before: Fields, after: Fields): boolean {
  const [then, now] = [before, after].map(value =>
    parseQuantity(at(value, ['spec', 'resources', 'requests', 'storage'])),
  );
  return then !== undefined && (now === undefined || now < then);
}

/** Argo CD deletes it and makes it again. */
function isMadeAnew(value: Fields): boolean {
  const options = syncOptionsOf(value);
  return (
    isHook(value) ||
    ['Replace=true', 'Force=true'].every(option => options.includes(option))
  );
}

/** The fields of an object that get another value although Kubernetes refuses that. */
export function findImmutableChanges({
  before,
  after,
}: ObjectDifference): Reason[] {
  if (
    !before ||
    !after ||
    before.reference.name !== after.reference.name ||
    isMadeAnew(after.value)
  ) {
    return [];
  }
  const { group = '', kind, name } = after.reference;
  const known = `${group}/${kind}`;
  const changed = fieldsThatStay(known, before.value, after.value).filter(
    field => isOtherValue(known, field, before.value, after.value),
  );
  if (
    known === '/PersistentVolumeClaim' &&
    shrinks(before.value, after.value)
  ) {
    changed.push('spec.resources.requests.storage');
  }
  return changed.map(field =>
    createReason('ImmutableFieldChanged', { kind, name, field }),
  );
}
