import { NotFoundError } from '@backstage/errors';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { EMPTY_TREE, diffFiles } from '../git/diffFiles';
import type { GitHost } from '../host/GitHost';
import { hostOfSource } from '../sources/hostOfSource';
import type { SourceRepository } from '../sources/SourceRepository';
import { commitPage, commitRows } from './browsePages';
import { html } from './html';
import { sendPage } from './layout';

/**
 * The pages for people of a repository that a service's image is built from: its commits and its releases.
 *
 * @internal
 */
export function createSourcePages(
  host: GitHost,
  source: SourceRepository,
): Router {
  const own = hostOfSource(host, source);
  const { owner, name, repository, defaultBranch } = own;
  const base = `/${owner}/${name}`;
  const home = { href: base, text: `${owner}/${name}` };
  const router = PromiseRouter();

  router.get(base, async (_request, response) => {
    const from = await repository.resolveCommit(defaultBranch);
    const commits = await repository.log({ from, limit: 100 });
    sendPage(response, {
      title: home.text,
      home,
      body: html`<h1>${home.text}</h1>
        ${commitRows(own, commits)}`,
    });
  });

  router.get(`${base}/commit/:sha`, async (request, response) => {
    const sha = await repository.findCommit(request.params.sha);
    if (!sha) {
      throw new NotFoundError(`There is no commit ${request.params.sha}`);
    }
    const commit = await repository.readCommit(sha);
    const files = await diffFiles(
      repository,
      commit.parents[0] ?? EMPTY_TREE,
      sha,
    );
    sendPage(response, {
      title: `Commit ${sha.slice(0, 7)} · ${home.text}`,
      home,
      body: commitPage(own, commit, files),
    });
  });

  router.get(`${base}/releases/tag/:tag`, (request, response) => {
    const release = source.releases.find(
      ({ tag }) => tag === request.params.tag,
    );
    if (!release) {
      throw new NotFoundError(`There is no release ${request.params.tag}`);
    }
    sendPage(response, {
      title: `${release.title} · ${home.text}`,
      home,
      body: html`<h1>${release.title}</h1>
        <pre>${release.notes}</pre>`,
    });
  });

  return router;
}
