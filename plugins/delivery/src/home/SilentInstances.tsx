import { InstanceNotice } from '../environment/InstanceNotice';
import { useFleet } from '../fleet/useFleet';

/**
 * Says which Argo CD of the viewer's services does not answer.
 *
 * @param entityRefs - the viewer's services
 * @internal
 */
export const SilentInstances = (props: { entityRefs: string[] }) => {
  const { data: fleet } = useFleet();
  const theirs = new Set(
    fleet?.items
      .filter(({ entityRef }) => props.entityRefs.includes(entityRef))
      .flatMap(({ environments }) =>
        environments.map(({ instance }) => instance),
      ),
  );
  return fleet?.instances
    ?.filter(({ name, reachable }) => !reachable && theirs.has(name))
    .map(instance => (
      <InstanceNotice key={instance.name} instance={instance} />
    ));
};
