import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { GitHost } from '../../host/GitHost';
import { hostOfSource } from '../../sources/hostOfSource';
import type { SourceRepository } from '../../sources/SourceRepository';
import { notFound } from '../GithubError';
import { addressesOf, encodePath, nodeId, numericId } from '../json/addresses';
import { userJson } from '../json/repositoryJson';
import { commitRoutes } from './commitRoutes';

/**
 * A repository that a service's image is built from: its commits, and its releases by their tags. It is only read.
 *
 * @internal
 */
export function sourceRoutes(host: GitHost, source: SourceRepository): Router {
  const own = hostOfSource(host, source);
  const { repo, web } = addressesOf(own);
  const router = PromiseRouter();

  router.use((request, _response, next) =>
    next(request.method === 'GET' ? undefined : notFound()),
  );

  router.get('/releases/tags/:tag', async (request, response) => {
    const { tag } = request.params;
    const release = source.releases.find(each => each.tag === tag);
    const sha = await own.repository.readRef(`refs/tags/${tag}`);
    if (!release || !sha) {
      throw notFound();
    }
    const id = numericId(tag);
    const { committer } = await own.repository.readCommit(sha);
    const at = new Date(committer.date).toISOString().replace('.000Z', 'Z');
    response.json({
      url: `${repo}/releases/${id}`,
      assets_url: `${repo}/releases/${id}/assets`,
      upload_url: `${repo}/releases/${id}/assets{?name,label}`,
      html_url: `${web}/releases/tag/${encodePath(tag)}`,
      id,
      author: userJson(own, own.owner),
      node_id: nodeId('Release', tag),
      tag_name: tag,
      target_commitish: own.defaultBranch,
      name: release.title,
      draft: false,
      immutable: false,
      prerelease: false,
      created_at: at,
      updated_at: at,
      published_at: at,
      assets: [],
      tarball_url: `${repo}/tarball/${encodePath(tag)}`,
      zipball_url: `${repo}/zipball/${encodePath(tag)}`,
      body: release.notes,
    });
  });

  router.use(commitRoutes(own));
  router.use((_request, _response, next) => next(notFound()));
  return router;
}
