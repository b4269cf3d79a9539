import express, { RequestHandler, Router } from 'express';
import type { GitHost } from '../host/GitHost';
import { PORTAL } from '../host/people';
import { bearsToken, tokenOf } from '../http/tokens';
import { GithubError, notFound } from './GithubError';
import { accountJson } from './json/repositoryJson';
import { githubErrorHandler } from './respond';
import { commitRoutes } from './routes/commitRoutes';
import { archiveRoutes, contentRoutes } from './routes/contentRoutes';
import { issueRoutes } from './routes/issueRoutes';
import { objectRoutes } from './routes/objectRoutes';
import { pullRoutes } from './routes/pullRoutes';
import { refRoutes } from './routes/refRoutes';
import { reviewRoutes } from './routes/reviewRoutes';
import { sourceRoutes } from './routes/sourceRoutes';

const RATE_LIMIT = 15_000;

const githubHeaders: RequestHandler = (_request, response, next) => {
  response.setHeader('X-GitHub-Media-Type', 'github.v3; format=json');
  response.setHeader('X-RateLimit-Limit', RATE_LIMIT);
  response.setHeader('X-RateLimit-Remaining', RATE_LIMIT);
  response.setHeader('X-RateLimit-Reset', resetTime());
  response.setHeader('Cache-Control', 'private, max-age=0, must-revalidate');
  next();
};

/**
 * GitHub's REST API below `/api/v3`, and the archives it redirects to.
 *
 * @internal
 */
export function createGithubApi(
  host: GitHost,
  report: (error: unknown) => void,
): Router {
  const api = express.Router();
  api.use(githubHeaders);
  api.use(express.json({ limit: '50mb', strict: false }));
  api.get('/rate_limit', (_request, response) => {
    const rate = {
      limit: RATE_LIMIT,
      remaining: RATE_LIMIT,
      used: 0,
      reset: resetTime(),
    };
    response.json({
      resources: { core: rate, search: rate, graphql: rate },
      rate,
    });
  });
  api.use(requireToken(host.token));
  api.get('/user', (_request, response) => {
    response.json(accountJson(host, PORTAL));
  });
  for (const source of host.sources) {
    api.use(`/repos/${host.owner}/${source.name}`, sourceRoutes(host, source));
  }
  api.use('/repos/:owner/:repo', (request, _response, next) => {
    const { owner, repo } = request.params;
    const known =
      owner.toLowerCase() === host.owner && repo.toLowerCase() === host.name;
    next(known ? undefined : notFound());
  });
  for (const routes of [
    commitRoutes,
    refRoutes,
    objectRoutes,
    contentRoutes,
    pullRoutes,
    issueRoutes,
    reviewRoutes,
  ]) {
    api.use(`/repos/:owner/:repo`, routes(host));
  }
  api.use((_request, _response, next) => next(notFound()));

  const router = express.Router();
  router.use('/api/v3', api, githubErrorHandler(report));
  router.use('/_codeload', requireToken(host.token));
  router.use(archiveRoutes(host), githubErrorHandler(report));
  return router;
}

function requireToken(token: string): RequestHandler {
  return (request, _response, next) => {
    if (bearsToken(request, token)) {
      next();
    } else {
      const message = tokenOf(request)
        ? 'Bad credentials'
        : 'Requires authentication';
      next(new GithubError(401, message));
    }
  };
}

function resetTime(): number {
  return Math.floor(Date.now() / 1000) + 3600;
}
