import express, { Express } from 'express';
import type { ArgocdServer } from './argocd/ArgocdServer';
import { createArgocdApi } from './argocd/createArgocdApi';
import { crashRoutes } from './argocd/routes/crashRoutes';
import { createGithubApi } from './github/createGithubApi';
import { createGitHttp } from './github/createGitHttp';
import type { GitHost } from './host/GitHost';
import { Faults } from './http/faults';
import { loopbackOnly } from './http/loopbackOnly';
import { createArgocdPages } from './pages/createArgocdPages';
import { createGitPages } from './pages/createGitPages';
import { createSourcePages } from './pages/createSourcePages';
import {
  createPrometheusApi,
  type PrometheusServer,
} from './prometheus/createPrometheusApi';

type Report = (error: unknown) => void;

/**
 * What answers on the Git host's port: GitHub's API, Git itself and the pages for people.
 *
 * @internal
 */
export function createGitApp(host: GitHost, report: Report): Express {
  const faults = new Faults();
  const app = createBase(faults, host.token);
  app.use(['/api', '/_codeload'], faults.middleware);
  app.use(createGithubApi(host, report));
  app.use(createGitHttp(host, faults));
  host.sources.forEach(source => app.use(createSourcePages(host, source)));
  app.use(createGitPages(host, report));
  return app;
}

/**
 * What answers on Argo CD's port: its API and a page per application.
 *
 * @param second - an Argo CD beside it, that fails by itself: its API, below `/second`
 * @internal
 */
export function createArgocdApp(
  server: ArgocdServer,
  host: GitHost,
  report: Report,
  second?: ArgocdServer,
): Express {
  const faults = new Faults();
  const app = createBase(faults, server.token);
  if (second) {
    const itsFaults = new Faults();
    const its = createBase(itsFaults, second.token);
    its.use('/api', itsFaults.middleware);
    its.use(createArgocdApi(second, itsFaults, report));
    app.use('/second', its);
  }
  app.use(crashRoutes(server));
  app.use('/api', faults.middleware);
  app.use(createArgocdApi(server, faults, report));
  app.use(createArgocdPages(server, host, report));
  return app;
}

/**
 * What answers on Prometheus' port.
 *
 * @internal
 */
export function createPrometheusApp(
  server: PrometheusServer,
  report: Report,
): Express {
  const faults = new Faults();
  const app = createBase(faults, server.token);
  app.use('/api', faults.middleware);
  app.use(createPrometheusApi(server, report));
  return app;
}

function createBase(faults: Faults, token: string): Express {
  const app = express().disable('x-powered-by');
  app.use(loopbackOnly);
  app.get('/healthz', (_request, response) => {
    response.type('text/plain').send('ok');
  });
  app.use(faults.routes(token));
  return app;
}
