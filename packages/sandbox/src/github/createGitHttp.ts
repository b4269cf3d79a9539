import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { serveGitHttp } from '../git/httpBackend';
import type { Faults } from '../http/faults';
import type { GitHost } from '../host/GitHost';
import { PORTAL } from '../host/people';
import { bearsToken, userOf } from '../http/tokens';

/**
 * Clone, fetch and push over HTTP. Reading is open; pushing needs the token as password or bearer.
 *
 * @internal
 */
export function createGitHttp(host: GitHost, faults: Faults): Router {
  const router = PromiseRouter();
  router.all(
    '/:owner/:repo/:service(info/refs|git-upload-pack|git-receive-pack)',
    faults.middleware,
    async (request, response) => {
      const { owner, repo, service } = request.params;
      const name = repo.replace(/\.git$/, '');
      if (
        owner.toLowerCase() !== host.owner ||
        name.toLowerCase() !== host.name
      ) {
        response.status(404).type('text/plain').send('Repository not found\n');
        return;
      }
      const pushes =
        service === 'git-receive-pack' ||
        request.query.service === 'git-receive-pack';
      const trusted = bearsToken(request, host.token);
      if (pushes && !trusted) {
        response.status(401);
        response.setHeader(
          'WWW-Authenticate',
          'Basic realm="Stonegarden sandbox"',
        );
        response.type('text/plain').send('Push needs the token as password\n');
        return;
      }
      const user = userOf(request) ?? PORTAL.login;
      await serveGitHttp({
        request,
        response,
        gitDir: host.repository.gitDir,
        service,
        query: new URL(request.originalUrl, host.baseUrl).search.slice(1),
        ...(trusted ? { user } : {}),
        // A pusher who looks at once must find pull requests that have moved with the push.
        ...(service === 'git-receive-pack'
          ? { beforeEnd: () => host.refs.check(user) }
          : {}),
      });
    },
  );
  return router;
}
