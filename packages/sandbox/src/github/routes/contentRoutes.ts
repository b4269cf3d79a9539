import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { checkedPath } from '../../git/names';
import type { GitHost } from '../../host/GitHost';
import { GithubError, notFound } from '../GithubError';
import { contentEntryJson, lines } from '../json/objectJson';
import { queryText } from '../respond';

/**
 * Files and folders at a ref, and the whole repository as an archive.
 *
 * @internal
 */
export function contentRoutes(host: GitHost): Router {
  const { repository } = host;
  const router = PromiseRouter();

  router.get(/^\/contents(?:\/(.*))?$/, async (request, response) => {
    const path = checkedPath(request.params[0] ?? '');
    const ref = queryText(request, 'ref') ?? host.defaultBranch;
    const commit = await repository.findCommit(ref);
    if (!commit) {
      throw new GithubError(404, `No commit found for the ref ${ref}`);
    }
    const entry = await repository.findEntry(commit, path);
    if (!entry) {
      throw notFound();
    }
    if (entry.type === 'tree') {
      const children = await repository.listTree(entry.sha);
      response.json(
        children.map(child =>
          contentEntryJson(host, ref, {
            ...child,
            path: path ? `${path}/${child.path}` : child.path,
          }),
        ),
      );
      return;
    }
    const content = await repository.readBlob(entry.sha);
    if (/\braw\b/.test(request.get('accept') ?? '')) {
      response.setHeader(
        'Content-Type',
        'application/vnd.github.raw; charset=utf-8',
      );
      response.setHeader('ETag', `"${entry.sha}"`);
      if (request.fresh) {
        response.status(304).end();
      } else {
        response.end(content);
      }
      return;
    }
    response.json({
      ...contentEntryJson(host, ref, { ...entry, path, size: content.length }),
      content: lines(content.toString('base64')),
      encoding: 'base64',
    });
  });

  // GitHub sends archives from another address, so its clients must follow a redirect.
  router.get(/^\/(tarball|zipball)(?:\/(.*))?$/, async (request, response) => {
    const format = request.params[0] === 'tarball' ? 'tar.gz' : 'zip';
    const commit = await repository.findCommit(
      request.params[1] || host.defaultBranch,
    );
    if (!commit) {
      throw notFound();
    }
    response.redirect(
      302,
      `${host.baseUrl}/_codeload/${host.owner}/${host.name}/legacy.${format}/${commit}`,
    );
  });

  return router;
}

/**
 * The archives that `/tarball` and `/zipball` point to: one folder `owner-repo-sha` with all files.
 *
 * @internal
 */
export function archiveRoutes(host: GitHost): Router {
  const router = PromiseRouter();
  router.get(
    '/_codeload/:owner/:repo/:format(legacy.tar.gz|legacy.zip)/:sha([0-9a-f]{40})',
    async (request, response) => {
      const { owner, repo, format, sha } = request.params;
      if (owner !== host.owner || repo !== host.name) {
        throw notFound();
      }
      await host.repository.readCommit(sha);
      response.setHeader('ETag', `"${sha}"`);
      if (request.fresh) {
        response.status(304).end();
        return;
      }
      const folder = `${owner}-${repo}-${sha.slice(0, 7)}`;
      const zip = format === 'legacy.zip';
      const { stdout } = await host.repository.run([
        'archive',
        `--format=${zip ? 'zip' : 'tar.gz'}`,
        `--prefix=${folder}/`,
        sha,
      ]);
      response.setHeader(
        'Content-Type',
        zip ? 'application/zip' : 'application/x-gzip',
      );
      response.attachment(`${folder}.${zip ? 'zip' : 'tar.gz'}`);
      response.end(stdout);
    },
  );
  return router;
}
