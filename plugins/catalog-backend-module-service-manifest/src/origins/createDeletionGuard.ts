import type {
  AuditorService,
  HttpAuthService,
  HttpRouterService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  type Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { NotAllowedError, toError } from '@backstage/errors';
import { catalogEntityDeletePermission } from '@backstage/plugin-catalog-common/alpha';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { isFromSource } from '@stonegarden/backstage-plugin-delivery-common';
import { MANIFEST_PATH_ANNOTATION } from '@stonegarden/service-manifest';

const BY_UID = /^\/entities\/by-uid\/([^/]+)\/?$/;

/**
 * Answers requests to delete an entity that comes from a source, of whoever may not: the catalog's own answer would not say
 * where to delete it. Everything else is left to the catalog, which decides again.
 *
 * @internal
 */
export function createDeletionGuard(deps: {
  auditor: AuditorService;
  catalog: CatalogService;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}): Parameters<HttpRouterService['use']>[0] {
  const { auditor, catalog, httpAuth, permissions } = deps;
  return async (request, _response, next) => {
    const uid =
      request.method === 'DELETE' ? BY_UID.exec(request.path)?.[1] : undefined;
    if (uid === undefined) {
      next();
      return;
    }
    try {
      const credentials = await httpAuth.credentials(request);
      const {
        items: [entity],
      } = await catalog.getEntities(
        { filter: { 'metadata.uid': uid }, limit: 1 },
        { credentials },
      );
      if (entity && isFromSource(entity)) {
        const [{ result }] = await permissions.authorize(
          [
            {
              permission: catalogEntityDeletePermission,
              resourceRef: stringifyEntityRef(entity),
            },
          ],
          { credentials },
        );
        if (result !== 'ALLOW') {
          const error = new NotAllowedError(whereToDelete(entity));
          const event = await auditor.createEvent({
            eventId: 'entity-mutate',
            severityLevel: 'medium',
            request,
            meta: {
              actionType: 'delete',
              uid,
              entityRef: stringifyEntityRef(entity),
            },
          });
          await event.fail({ error });
          throw error;
        }
      }
      next();
    } catch (error) {
      next(toError(error));
    }
  };
}

function whereToDelete(entity: Entity): string {
  const annotations = entity.metadata.annotations ?? {};
  const address = annotations[ANNOTATION_LOCATION]?.replace(/^(url|file):/, '');
  const path = annotations[MANIFEST_PATH_ANNOTATION];
  const file = path ? `${path} (${address})` : address;
  return `${stringifyEntityRef(
    entity,
  )} comes from Git, so it cannot be unregistered here: delete or change ${file} there, and it leaves the catalog by itself. Only an administrator of the portal may remove it from the catalog, where it is back at the next read`;
}
