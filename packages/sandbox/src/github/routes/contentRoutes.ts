import { posix } from 'node:path';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { BareRepository, TreeEntry } from '../../git/BareRepository';
import { checkedPath } from '../../git/names';
import type { GitHost } from '../../host/GitHost';
import { GithubError, notFound } from '../GithubError';
import { contentEntryJson, lines } from '../json/objectJson';
import { queryText } from '../respond';

const isSymlink = ({ mode }: TreeEntry) => mode === '120000';

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
    const entry = await findContent(repository, commit, path);
    if (!entry || entry.type === 'commit') {
      throw notFound();
    }
    const accept = request.get('accept') ?? '';
    if (entry.type === 'tree') {
      const children = await repository.listTree(entry.sha);
      const entries = children.map(child =>
        contentEntryJson(host, ref, {
          ...child,
          path: path ? `${path}/${child.path}` : child.path,
        }),
      );
      response.json(
        /\bobject\b/.test(accept)
          ? { ...contentEntryJson(host, ref, { ...entry, path }), entries }
          : entries,
      );
      return;
    }
    const content = await repository.readBlob(entry.sha);
    if (/\braw\b/.test(accept)) {
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
    if (isSymlink(entry)) {
      response.json({
        ...contentEntryJson(host, ref, { ...entry, path }),
        target: content.toString('utf8'),
      });
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

/** What GitHub answers for a path: a symbolic link to a file in the repository is answered with that file. */
async function findContent(
  repository: BareRepository,
  commit: string,
  path: string,
): Promise<TreeEntry | undefined> {
  const entry = await repository.findEntry(commit, path);
  if (!entry || !isSymlink(entry)) {
    return entry;
  }
  const link = (await repository.readBlob(entry.sha)).toString('utf8');
  const target = posix.join(posix.dirname(path), link);
  if (posix.isAbsolute(link) || target.split('/').includes('..')) {
    return entry;
  }
  const file = await repository.findEntry(commit, target);
  return file?.type === 'blob' && !isSymlink(file) ? file : entry;
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
