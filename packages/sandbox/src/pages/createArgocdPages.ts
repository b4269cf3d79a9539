import { NotFoundError } from '@backstage/errors';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { Application } from '../argocd/Application';
import type { ArgocdServer } from '../argocd/ArgocdServer';
import { addressesOf } from '../github/json/addresses';
import type { GitHost } from '../host/GitHost';
import { applicationPage, applicationsPage } from './applicationPage';
import { errorPage } from './createGitPages';
import { sendPage } from './layout';

const REFRESH_SECONDS = 3;

/**
 * Argo CD's pages for people: all applications, and each of them.
 *
 * @internal
 */
export function createArgocdPages(
  server: ArgocdServer,
  host: GitHost,
  report: (error: unknown) => void,
): Router {
  const home = { href: '/applications', text: 'Applications' };
  const router = PromiseRouter();

  router.get('/', (_request, response) => response.redirect(home.href));

  router.get('/applications', (_request, response) => {
    const applications = server.store.list().map(it => it.application);
    sendPage(response, {
      title: 'Applications',
      home,
      body: applicationsPage(applications),
      refreshAfter: applications.some(isMoving) ? REFRESH_SECONDS : undefined,
    });
  });

  router.get('/applications/argocd/:name', (request, response) => {
    const record = server.store.get(request.params.name);
    if (!record) {
      throw new NotFoundError('There is no such application');
    }
    const { application } = record;
    const links = { repository: addressesOf(host).web };
    sendPage(response, {
      title: `${application.metadata.name} · Argo CD`,
      home,
      body: applicationPage(application, links, host.now()),
      refreshAfter: isMoving(application) ? REFRESH_SECONDS : undefined,
    });
  });

  router.use(() => {
    throw new NotFoundError('There is no such page');
  });
  router.use(errorPage(home, report));
  return router;
}

function isMoving({ operation, spec, status }: Application): boolean {
  return (
    operation !== undefined ||
    status.health.status === 'Progressing' ||
    (status.sync.status === 'OutOfSync' && !!spec.syncPolicy?.automated)
  );
}
