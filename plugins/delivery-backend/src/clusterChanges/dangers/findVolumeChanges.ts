import { isDeepStrictEqual } from 'node:util';
import {
  createReason,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import { type ObjectDifference, withoutSuffix } from '../compareObjects';
import { entriesOf, type Fields, fieldsOf, textOf } from '../KubernetesObject';
import { containersOf, podSpecOf, podTemplateOf } from './podSpecOf';

/** What a volume is, but for the content of what is generated, which its name follows. */
function sourceOf({ name: _, ...source }: Fields): unknown {
  return JSON.parse(JSON.stringify(source), (key, value) =>
    ['name', 'secretName'].includes(key) && typeof value === 'string'
      ? withoutSuffix(value)
      : value,
  );
}

function mountsOf(container: Fields): Fields[] {
  return entriesOf(container.volumeMounts);
}

/** Whether a volume is still mounted where it was. Mounted at further places it loses nothing. */
function isStillMounted(mount: Fields, container: Fields): boolean {
  return mountsOf(container).some(
    one =>
      one.name === mount.name &&
      one.mountPath === mount.mountPath &&
      one.subPath === mount.subPath,
  );
}

/** Volumes that pods lose, that become other ones, or that are mounted elsewhere. */
export function findVolumeChanges({
  before,
  after,
}: ObjectDifference): Reason[] {
  if (!before || !after || !podTemplateOf(after.value)) {
    return [];
  }
  const { kind, name } = after.reference;
  const then = podSpecOf(before.value);
  const now = podSpecOf(after.value);
  // The claims of a StatefulSet are volumes as well; that they change is said as an immutable field.
  const claims = entriesOf(fieldsOf(after.value.spec).volumeClaimTemplates).map(
    claim => fieldsOf(claim.metadata).name,
  );
  const lost = new Set<unknown>();
  const volumes = entriesOf(then.volumes).flatMap((volume): Reason[] => {
    const same = entriesOf(now.volumes).find(one => one.name === volume.name);
    const params = { kind, name, volume: textOf(volume.name) };
    if (!same && !claims.includes(volume.name)) {
      lost.add(volume.name);
      return [createReason('VolumeRemoved', params)];
    }
    return same && !isDeepStrictEqual(sourceOf(volume), sourceOf(same))
      ? [createReason('VolumeChanged', params)]
      : [];
  });
  const mounts = containersOf(then).flatMap(container => {
    const same = containersOf(now).find(one => one.name === container.name);
    return same
      ? mountsOf(container)
          .filter(
            mount => !lost.has(mount.name) && !isStillMounted(mount, same),
          )
          .map(mount =>
            createReason('VolumeMountChanged', {
              kind,
              name,
              container: textOf(container.name),
              volume: textOf(mount.name),
            }),
          )
      : [];
  });
  return [...volumes, ...mounts];
}
