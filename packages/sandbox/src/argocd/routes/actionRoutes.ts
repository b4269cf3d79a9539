import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { Faults } from '../../http/faults';
import { ArgoError, GrpcCode } from '../ArgoError';
import type { ArgocdServer } from '../ArgocdServer';
import { findApplication } from '../findApplication';
import { requireRollout } from '../requireRollout';
import { ROLLOUT_ACTIONS } from '../Rollout';
import { rolloutActions } from '../rolloutActions';
import { namedApplication, namedResource, readArgoBody } from './query';

const actionBody = z.looseObject({
  appNamespace: z.string().optional(),
  project: z.string().optional(),
  group: z.string().optional(),
  version: z.string().optional(),
  kind: z.string().optional(),
  namespace: z.string().optional(),
  resourceName: z.string().optional(),
  action: z.string().optional(),
});

/**
 * What a person does to a resource of an application: the actions of its Rollout.
 *
 * @internal
 */
export function actionRoutes(server: ArgocdServer, faults: Faults): Router {
  const { store, settler, events } = server;
  const router = PromiseRouter();

  router.get('/applications/:name/resource/actions', (request, response) => {
    const record = namedApplication(server, request);
    const rollout = requireRollout(record, namedResource(request));
    response.json({ actions: rolloutActions(rollout) });
  });

  router.post(
    '/applications/:name/resource/actions/v2',
    (request, response) => {
      const body = readArgoBody(request, actionBody);
      const { name } = request.params;
      const record = findApplication(store, { ...body, name });
      if (faults.forbidsActions) {
        throw new ArgoError(GrpcCode.PermissionDenied, 'permission denied');
      }
      requireRollout(record, { ...body, name: body.resourceName });
      const action = ROLLOUT_ACTIONS.find(known => known === body.action);
      if (!action) {
        throw new ArgoError(
          GrpcCode.Unknown,
          'error getting Lua resource action: built-in script does not exist',
        );
      }
      settler.act(name, action);
      events.ofPerson(record.application, 'portal', {
        reason: 'ResourceActionRan',
        message: `ran action ${action} on resource ${body.group}/${body.kind}/${body.resourceName}`,
      });
      response.json({});
    },
  );

  return router;
}
