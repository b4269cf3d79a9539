import { deliveryEnvironmentReadPermission } from '@stonegarden/backstage-plugin-delivery-common';
import type { Caller } from './DeliveryApi';
import type { Access } from './ServiceAccess';

const READ = deliveryEnvironmentReadPermission;

/** The caller, with which other services they may see. The rights must have been asked for with the permission to read. */
export function withSight(caller: Caller, { rights }: Access): Caller {
  return {
    ...caller,
    async maySee(services, environment) {
      const visible = await rights.visible(
        services.map(({ entityRef }) => entityRef),
      );
      return new Set(
        services
          .filter(
            service =>
              visible.has(service.entityRef) &&
              rights.allows(READ, service, environment),
          )
          .map(({ entityRef }) => entityRef),
      );
    },
  };
}
