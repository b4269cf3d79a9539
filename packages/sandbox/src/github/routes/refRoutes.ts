import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { ZERO_ID, isObjectId, isRefName } from '../../git/names';
import { moveRef } from '../../git/writeObjects';
import type { GitHost } from '../../host/GitHost';
import { PORTAL } from '../../host/people';
import { notFound, unprocessable, validationFailed } from '../GithubError';
import { addressesOf, encodePath, nodeId } from '../json/addresses';
import { readBody, sendPage } from '../respond';

const newRef = z.object({ ref: z.string(), sha: z.string() });
const movedRef = z.object({ sha: z.string(), force: z.boolean().optional() });

/**
 * Branches and tags as refs: read, make, move, remove.
 *
 * @internal
 */
export function refRoutes(host: GitHost): Router {
  const { repository, refs } = host;
  const router = PromiseRouter();
  const { repo } = addressesOf(host);

  const refJson = (name: string, sha: string, type = 'commit') => ({
    ref: name,
    node_id: nodeId('Ref', name),
    url: `${repo}/git/${encodePath(name)}`,
    object: { sha, type, url: `${repo}/git/${type}s/${sha}` },
  });

  router.get(/^\/git\/refs?\/(.+)$/, async (request, response) => {
    const name = `refs/${request.params[0]}`;
    const sha = await repository.readRef(name);
    if (!sha) {
      throw notFound();
    }
    response.json(refJson(name, sha, await repository.objectType(sha)));
  });

  router.get(/^\/git\/matching-refs\/(.+)$/, async (request, response) => {
    const prefix = `refs/${request.params[0]}`;
    const all = await repository.listRefs('refs/');
    const matching = all.filter(({ name }) => name.startsWith(prefix));
    const items = matching.map(({ name, sha }) => refJson(name, sha));
    sendPage(request, response, host.baseUrl, items);
  });

  router.post('/git/refs', async (request, response) => {
    const { ref, sha } = readBody(request, 'Reference', newRef);
    if (!/^refs\/[^/]+\/./.test(ref) || !isRefName(ref)) {
      throw unprocessable('Reference name is invalid');
    }
    await refs.write(PORTAL.login, async () => {
      await requireCommit(host, sha);
      if (await repository.readRef(ref)) {
        throw unprocessable('Reference already exists');
      }
      await moveRef(repository, ref, sha, undefined);
    });
    response.status(201).location(`${repo}/git/${encodePath(ref)}`);
    response.json(refJson(ref, sha));
  });

  router.patch(/^\/git\/refs\/(.+)$/, async (request, response) => {
    const name = `refs/${request.params[0]}`;
    const { sha, force } = readBody(request, 'Reference', movedRef);
    await refs.write(PORTAL.login, async () => {
      const present = await repository.readRef(name);
      if (!present) {
        throw unprocessable('Reference does not exist');
      }
      await requireCommit(host, sha);
      if (!force && !(await repository.isAncestor(present, sha))) {
        throw unprocessable('Update is not a fast forward');
      }
      await moveRef(repository, name, sha, present);
    });
    response.json(refJson(name, sha));
  });

  router.delete(/^\/git\/refs\/(.+)$/, async (request, response) => {
    const name = `refs/${request.params[0]}`;
    await refs.write(PORTAL.login, async () => {
      const present = await repository.readRef(name);
      if (!present) {
        throw unprocessable('Reference does not exist');
      }
      if (name === `refs/heads/${host.defaultBranch}`) {
        throw unprocessable('The default branch cannot be deleted');
      }
      await moveRef(repository, name, undefined, present);
    });
    response.status(204).end();
  });

  return router;
}

async function requireCommit(host: GitHost, sha: string) {
  if (!isObjectId(sha) || sha === ZERO_ID) {
    throw validationFailed('Reference', { field: 'sha', code: 'invalid' });
  }
  if ((await host.repository.objectType(sha)) !== 'commit') {
    throw unprocessable('Object does not exist');
  }
}
