import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { ArgoError, GrpcCode } from '../ArgoError';
import type { ArgocdServer } from '../ArgocdServer';
import type { SyncWindow } from '../projects/AppProject';
import { canSync, isActive } from '../projects/syncWindows';
import { namedApplication } from './query';

/**
 * Projects and their sync windows.
 *
 * @internal
 */
export function projectRoutes(server: ArgocdServer): Router {
  const { projects } = server;
  const router = PromiseRouter();

  router.get('/projects/:name', async (request, response) => {
    const { name } = request.params;
    const project = await projects.get(name);
    if (!project) {
      throw new ArgoError(
        GrpcCode.NotFound,
        `appprojects.argoproj.io "${name}" not found`,
      );
    }
    response.json(project);
  });

  router.get('/applications/:name/syncwindows', async (request, response) => {
    const { application } = namedApplication(server, request);
    const { now } = projects;
    const assigned = await projects.windowsOf(application);
    const active = assigned.filter(window => isActive(window, now));
    response.json({
      ...(active.length > 0 ? { activeWindows: active.map(shown) } : {}),
      ...(assigned.length > 0 ? { assignedWindows: assigned.map(shown) } : {}),
      canSync: canSync(assigned, now, { manual: true }),
    });
  });

  return router;
}

/** What the API tells of a window: not whom it concerns, nor its time zone. */
function shown({ kind, schedule, duration, manualSync }: SyncWindow) {
  return { kind, schedule, duration, manualSync: manualSync ?? false };
}
