import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { retryStrategy, syncResource } from '../Application';
import { ArgoError, GrpcCode } from '../ArgoError';
import type { ArgocdServer } from '../ArgocdServer';
import { findApplication } from '../findApplication';
import { namedApplication, readArgoBody } from './query';

const USERNAME = 'portal';

const scope = {
  appNamespace: z.string().optional(),
  project: z.string().optional(),
  prune: z.boolean().nullish(),
  dryRun: z.boolean().nullish(),
};
const syncBody = z.looseObject({
  ...scope,
  revision: z.string().nullish(),
  resources: z.array(syncResource).nullish(),
  retryStrategy: retryStrategy.nullish(),
  syncOptions: z
    .looseObject({ items: z.array(z.string()).nullish() })
    .nullish(),
});
const rollbackBody = z.looseObject({
  ...scope,
  id: z.union([z.number().int(), z.string().regex(/^\d+$/)]).optional(),
});

/**
 * What changes an application: sync, roll back, end an operation.
 *
 * @internal
 */
export function operationRoutes(server: ArgocdServer): Router {
  const { store, syncs, repository, projects, events } = server;
  const router = PromiseRouter();

  router.post('/applications/:name/sync', async (request, response) => {
    const body = readArgoBody(request, syncBody);
    const { name } = request.params;
    const { application } = findApplication(store, { ...body, name });
    if (!(await projects.maySync(application, { manual: true }))) {
      throw new ArgoError(
        GrpcCode.PermissionDenied,
        'cannot sync: blocked by sync window',
      );
    }
    const { targetRevision } = application.spec.source;
    const asked = body.revision || targetRevision;
    // Argo CD compares the words: under auto-sync even the commit that the branch stands at is refused.
    if (
      application.spec.syncPolicy?.automated &&
      !body.dryRun &&
      asked !== targetRevision
    ) {
      throw new ArgoError(
        GrpcCode.FailedPrecondition,
        `Cannot sync to ${asked}: auto-sync currently set to ${targetRevision}`,
      );
    }
    const revision = await repository.findCommit(asked);
    if (!revision) {
      throw new ArgoError(
        GrpcCode.FailedPrecondition,
        `unable to resolve '${asked.slice(0, 100)}' to a commit SHA`,
      );
    }
    const started = syncs.start(name, {
      sync: {
        revision,
        ...(body.prune ? { prune: true } : {}),
        ...(body.dryRun ? { dryRun: true } : {}),
        ...(body.resources?.length
          ? {
              // A group of none is left out in Go's JSON.
              resources: body.resources.map(({ group, ...each }) =>
                group ? { group, ...each } : each,
              ),
            }
          : {}),
        ...(body.syncOptions?.items
          ? { syncOptions: body.syncOptions.items }
          : {}),
      },
      initiatedBy: { username: USERNAME },
      ...(body.retryStrategy ? { retry: body.retryStrategy } : {}),
    });
    const partial = body.resources?.length ? 'partial ' : '';
    const shown = asked === revision ? asked : `${asked} (${revision})`;
    events.ofPerson(started, USERNAME, {
      reason: 'OperationStarted',
      message: `initiated ${partial}sync to ${shown}`,
    });
    response.json(started);
  });

  router.post('/applications/:name/rollback', (request, response) => {
    const body = readArgoBody(request, rollbackBody);
    const { name } = request.params;
    const { application } = findApplication(store, { ...body, name });
    if (application.spec.syncPolicy?.automated) {
      throw new ArgoError(
        GrpcCode.FailedPrecondition,
        'rollback cannot be initiated when auto-sync is enabled',
      );
    }
    const id = Number(body.id ?? 0);
    const entry = application.status.history?.find(it => it.id === id);
    if (!entry) {
      throw new ArgoError(
        GrpcCode.InvalidArgument,
        `application argocd/${name} does not have deployment with id ${id}`,
      );
    }
    const started = syncs.start(name, {
      sync: {
        revision: entry.revision,
        source: entry.source,
        syncStrategy: { apply: {} },
        ...(body.prune ? { prune: true } : {}),
        ...(body.dryRun ? { dryRun: true } : {}),
      },
      initiatedBy: { username: USERNAME },
      retry: {},
    });
    events.ofPerson(started, USERNAME, {
      reason: 'OperationStarted',
      message: `initiated rollback to ${id}`,
    });
    response.json(started);
  });

  router.delete('/applications/:name/operation', (request, response) => {
    const { name } = request.params;
    const { application } = namedApplication(server, request);
    syncs.terminate(name);
    events.ofPerson(application, USERNAME, {
      reason: 'ResourceUpdated',
      message: 'terminated running operation',
    });
    response.json({});
  });

  return router;
}
