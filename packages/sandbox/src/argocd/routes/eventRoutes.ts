import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { ArgoError, GrpcCode } from '../ArgoError';
import type { ArgocdServer } from '../ArgocdServer';
import { resourceTree } from '../resourceTree';
import { namedApplication, queryValue } from './query';

/**
 * Events of an application and of its resources.
 *
 * @internal
 */
export function eventRoutes(server: ArgocdServer): Router {
  const { events, store } = server;
  const router = PromiseRouter();

  router.get('/applications/:name/events', (request, response) => {
    const record = namedApplication(server, request);
    const name = queryValue(request, 'resourceName');
    const uid = queryValue(request, 'resourceUID');
    const namespace = queryValue(request, 'resourceNamespace') ?? '';
    const metadata = { resourceVersion: store.version };
    if (!name && !uid) {
      const items = events.ofApplication(record.application);
      response.json({ metadata, items });
      return;
    }
    const node = resourceTree(record).nodes.find(
      each =>
        each.uid === uid && each.name === name && each.namespace === namespace,
    );
    if (!node) {
      throw new ArgoError(
        GrpcCode.InvalidArgument,
        `${name ?? ''} not found as part of application ${request.params.name}`,
      );
    }
    response.json({ metadata, items: events.ofResource(record, node) });
  });

  return router;
}
