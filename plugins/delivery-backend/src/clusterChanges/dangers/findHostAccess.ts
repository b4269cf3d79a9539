import {
  createReason,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ObjectDifference } from '../compareObjects';
import { entriesOf, type Fields, fieldsOf, textOf } from '../KubernetesObject';
import { containersOf, podSpecOf } from './podSpecOf';

const OF_POD = ['hostNetwork', 'hostPID', 'hostIPC'];
const OF_CONTAINER = ['privileged', 'allowPrivilegeEscalation'];

/** All that lets pods get at their node, as the fields that say so. */
function accessOf(pod: Fields): string[] {
  const hostPaths = entriesOf(pod.volumes).flatMap(({ name, hostPath }) =>
    hostPath === undefined
      ? []
      : [
          `hostPath ${textOf(fieldsOf(hostPath).path)} as volume ${textOf(
            name,
          )}`,
        ],
  );
  const ofContainers = containersOf(pod).flatMap(container => {
    const security = fieldsOf(container.securityContext);
    const { add } = fieldsOf(security.capabilities);
    const ports = entriesOf(container.ports).flatMap(({ hostPort }) =>
      hostPort === undefined || hostPort === 0
        ? []
        : [`hostPort ${textOf(hostPort)}`],
    );
    return [
      ...OF_CONTAINER.filter(field => security[field] === true),
      ...(Array.isArray(add) ? add : []).map(
        one => `capability ${textOf(one)}`,
      ),
      ...ports,
    ].map(access => `${access} of container ${textOf(container.name)}`);
  });
  return [
    ...OF_POD.filter(field => pod[field] === true),
    ...hostPaths,
    ...ofContainers,
  ];
}

/** Pods that get at their node in a way that they did not before. */
export function findHostAccess({ before, after }: ObjectDifference): Reason[] {
  if (!after) {
    return [];
  }
  const { kind, name } = after.reference;
  const had = accessOf(podSpecOf(before?.value));
  return accessOf(podSpecOf(after.value))
    .filter(access => !had.includes(access))
    .map(access => createReason('HostAccessGained', { kind, name, access }));
}
