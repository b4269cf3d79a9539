import express, { ErrorRequestHandler, Router } from 'express';
import { z } from 'zod';
import { bearsToken, sameText, tokenOf } from '../http/tokens';
import { requestProblem } from '../http/requestProblem';
import type { Faults } from '../http/faults';
import { ArgoError, GrpcCode } from './ArgoError';
import type { ArgocdServer } from './ArgocdServer';
import { actionRoutes } from './routes/actionRoutes';
import { applicationRoutes } from './routes/applicationRoutes';
import { eventRoutes } from './routes/eventRoutes';
import { logRoutes } from './routes/logRoutes';
import { operationRoutes } from './routes/operationRoutes';
import { projectRoutes } from './routes/projectRoutes';
import { readArgoBody } from './routes/query';
import { streamRoutes } from './routes/streamRoutes';

const VERSION = 'v3.6.0+sandbox';

const credentials = z.looseObject({
  username: z.string(),
  password: z.string(),
});

/**
 * Argo CD's REST API below `/api`.
 *
 * @internal
 */
export function createArgocdApi(
  server: ArgocdServer,
  faults: Faults,
  report: (error: unknown) => void,
): Router {
  const { token } = server;
  const router = express.Router();
  router.use('/api', express.json({ limit: '1mb' }));

  router.get('/api/version', (_request, response) => {
    response.json({ Version: VERSION });
  });
  router.get('/api/v1/settings', (_request, response) => {
    response.json({
      url: server.baseUrl,
      appLabelKey: 'app.kubernetes.io/instance',
      trackingMethod: 'annotation',
      statusBadgeEnabled: false,
      userLoginsDisabled: true,
      controllerNamespace: 'argocd',
    });
  });
  router.get('/api/v1/session/userinfo', (request, response) => {
    response.json(
      bearsToken(request, token)
        ? { loggedIn: true, username: 'portal', iss: 'argocd' }
        : {},
    );
  });
  router.post('/api/v1/session', (request, response) => {
    const { password } = readArgoBody(request, credentials);
    if (!sameText(password, token)) {
      throw new ArgoError(
        GrpcCode.Unauthenticated,
        'Invalid username or password',
      );
    }
    response.json({ token });
  });

  router.use('/api', (request, _response, next) => {
    if (bearsToken(request, token)) {
      next();
    } else {
      const message = tokenOf(request)
        ? 'invalid session: token signature is invalid'
        : 'no session information';
      next(new ArgoError(GrpcCode.Unauthenticated, message));
    }
  });
  router.get('/api/v1/account/can-i/*', (request, response) => {
    // As with a policy for `*/*`: it does not match `*` alone, although nothing is refused.
    const allowed =
      /^\/api\/v1\/account\/can-i\/applications\/(?:get|sync)\/[^/]+\/./.test(
        request.path,
      ) ||
      (!faults.forbidsLogs &&
        /^\/api\/v1\/account\/can-i\/logs\/get\/[^/]+\/./.test(request.path));
    response.json({ value: allowed ? 'yes' : 'no' });
  });
  router.use('/api/v1', streamRoutes(server, faults));
  router.use('/api/v1', applicationRoutes(server, faults));
  router.use('/api/v1', operationRoutes(server));
  router.use('/api/v1', actionRoutes(server, faults));
  router.use('/api/v1', projectRoutes(server));
  router.use('/api/v1', eventRoutes(server));
  router.use('/api/v1', logRoutes(server, faults));
  router.use('/api', (_request, _response, next) => {
    next(new ArgoError(GrpcCode.NotFound, 'Not Found'));
  });
  router.use(argocdErrorHandler(report));
  return router;
}

function argocdErrorHandler(
  report: (error: unknown) => void,
): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const answer = asArgoError(error);
    if (answer !== error && answer.status >= 500) {
      report(error);
    }
    response.status(answer.status).json(answer);
  };
}

function asArgoError(error: unknown): ArgoError {
  if (error instanceof ArgoError) {
    return error;
  }
  if (error instanceof Error && requestProblem(error)) {
    return new ArgoError(GrpcCode.InvalidArgument, error.message);
  }
  return new ArgoError(GrpcCode.Internal, 'internal error');
}
