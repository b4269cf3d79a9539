import { useEntity } from '@backstage/plugin-catalog-react';
import {
  readServiceEntity,
  type ServiceEntity,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useMemo } from 'react';

/**
 * The service that the page is about, with those of its parts that are what they should be.
 *
 * @throws Error for an entity that is not a service; whoever uses it stands in a PartBoundary
 * @internal
 */
export function useServiceEntity(): ServiceEntity {
  const { entity } = useEntity();
  const service = useMemo(() => readServiceEntity(entity), [entity]);
  if (!service) {
    throw new Error(`${entity.metadata.name} is not a service`);
  }
  return service;
}
