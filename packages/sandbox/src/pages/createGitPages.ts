import {
  ConflictError,
  InputError,
  NotFoundError,
  toError,
} from '@backstage/errors';
import express, {
  ErrorRequestHandler,
  Request,
  Response,
  Router,
} from 'express';
import PromiseRouter from 'express-promise-router';
import { EMPTY_TREE, diffFiles } from '../git/diffFiles';
import { checkedPath } from '../git/names';
import type { GitHost } from '../host/GitHost';
import { requestProblem } from '../http/requestProblem';
import { VISITOR } from '../host/people';
import {
  blobPage,
  commitPage,
  commitRows,
  pullRows,
  repositoryPage,
  treePage,
} from './browsePages';
import { FormGuard } from './csrf';
import { Html, html } from './html';
import { sendPage } from './layout';
import { pullPage } from './pullPage';

/**
 * The Git host's pages for people.
 *
 * @internal
 */
export function createGitPages(
  host: GitHost,
  report: (error: unknown) => void,
): Router {
  const { repository, pulls } = host;
  const guard = new FormGuard();
  const base = `/${host.owner}/${host.name}`;
  const home = { href: base, text: `${host.owner}/${host.name}` };
  const router = PromiseRouter();
  const show = (response: Response, title: string, body: Html, status = 200) =>
    sendPage(response, {
      title: `${title} · ${home.text}`,
      home,
      body,
      status,
    });

  router.get(['/', `/${host.owner}`], (_request, response) =>
    response.redirect(base),
  );

  router.get(base, async (_request, response) => {
    const head = await repository.resolveCommit(host.defaultBranch);
    const [entries, commits] = await Promise.all([
      repository.listTree(head),
      repository.log({ from: head, limit: 10 }),
    ]);
    const readme = entries.find(({ path }) => /^readme\.md$/i.test(path));
    const text =
      readme && (await repository.readBlob(readme.sha)).toString('utf8');
    show(
      response,
      'Repository',
      repositoryPage(host, { entries, commits, readme: text }),
    );
  });

  router.get(`${base}/pulls`, (_request, response) => {
    show(
      response,
      'Pull requests',
      html`<h1>Pull requests</h1>
        ${pullRows(host)}`,
    );
  });

  const showPull = async (
    request: Request,
    response: Response,
    problem?: string,
  ) => {
    const pull = pulls.get(Number(request.params.number));
    const form = { guard: guard.field(request, response), problem };
    const body = await pullPage(host, pull, form);
    show(response, `${pull.title} #${pull.number}`, body, problem ? 409 : 200);
  };

  router.get(`${base}/pull/:number(\\d+)`, (request, response) =>
    showPull(request, response),
  );

  router.post(
    `${base}/pull/:number(\\d+)/:action(merge|close|reopen)`,
    express.urlencoded({ extended: false, limit: '10kb' }),
    async (request, response) => {
      guard.check(request);
      const { number, action } = request.params;
      try {
        if (action === 'merge') {
          const expectedHead = String(request.body.head ?? '');
          await pulls.merge(Number(number), { expectedHead }, VISITOR);
        } else {
          const state = action === 'close' ? 'closed' : 'open';
          await pulls.update(Number(number), { state }, VISITOR);
        }
      } catch (error) {
        if (error instanceof ConflictError || error instanceof InputError) {
          await showPull(request, response, error.message);
          return;
        }
        throw error;
      }
      response.redirect(303, `${base}/pull/${number}`);
    },
  );

  router.get(`${base}/commit/:sha`, async (request, response) => {
    const sha = await repository.resolveCommit(request.params.sha);
    const commit = await repository.readCommit(sha);
    const files = await diffFiles(
      repository,
      commit.parents[0] ?? EMPTY_TREE,
      sha,
    );
    show(
      response,
      commit.message.split('\n')[0],
      commitPage(host, commit, files),
    );
  });

  const showCommits = async (response: Response, where: string) => {
    const { commit, path, ref } = await locate(host, where);
    const commits = await repository.log({ from: commit, path, limit: 100 });
    const body = html`<h1>Commits at ${ref}</h1>
      ${commitRows(host, commits)}`;
    show(response, `Commits at ${ref}`, body);
  };
  router.get(`${base}/commits`, (_request, response) =>
    showCommits(response, ''),
  );
  router.get(`${base}/commits/:where(*)`, (request, response) =>
    showCommits(response, request.params.where),
  );

  router.get(
    `${base}/:kind(tree|blob)/:where(*)`,
    async (request, response) => {
      const { commit, path, ref } = await locate(host, request.params.where);
      const entry = await repository.findEntry(commit, path);
      if (!entry) {
        throw new NotFoundError(`There is no ${path} at ${ref}`);
      }
      const body =
        entry.type === 'tree'
          ? treePage(host, ref, path, await repository.listTree(entry.sha))
          : blobPage(host, ref, path, await repository.readBlob(entry.sha));
      show(response, path || ref, body);
    },
  );

  router.get(`${base}/raw/:where(*)`, async (request, response) => {
    const { commit, path } = await locate(host, request.params.where);
    const entry = await repository.findEntry(commit, path);
    if (entry?.type !== 'blob') {
      throw new NotFoundError('There is no such file');
    }
    // As plain text and boxed in, so that no file of the repository can act as a page.
    response
      .setHeader('Content-Security-Policy', "default-src 'none'; sandbox")
      .setHeader('X-Content-Type-Options', 'nosniff')
      .type('text/plain')
      .end(await repository.readBlob(entry.sha));
  });

  router.use(() => {
    throw new NotFoundError('There is no such page');
  });
  router.use(errorPage(home, report));
  return router;
}

/** Takes `ref/path` apart; a ref may have slashes, so the shortest that exists counts. */
async function locate(host: GitHost, text: string) {
  const parts = (text || host.defaultBranch).split('/').filter(Boolean);
  for (let i = 1; i <= parts.length; i++) {
    const ref = parts.slice(0, i).join('/');
    const commit = await host.repository.findCommit(ref);
    if (commit) {
      return { ref, commit, path: checkedPath(parts.slice(i).join('/')) };
    }
  }
  throw new NotFoundError('There is no such branch or commit');
}

/**
 * Errors as a page for people.
 *
 * @internal
 */
export function errorPage(
  home: { href: string; text: string },
  report: (error: unknown) => void,
): ErrorRequestHandler {
  const known: Record<string, [number, string]> = {
    NotFoundError: [404, 'Not found'],
    InputError: [400, 'Not possible'],
    NotAllowedError: [403, 'Not allowed'],
    ConflictError: [409, 'Not done'],
  };
  return (error, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const { name, message } = toError(error);
    const [status, title] = known[name] ?? [
      requestProblem(error) ?? 500,
      'Something went wrong',
    ];
    if (status === 500) {
      report(error);
    }
    const text =
      status === 500 ? 'The sandbox wrote the reason to its log.' : message;
    const body = html`<h1>${title}</h1>
      <p>${text}</p>
      <p><a href="${home.href}">${home.text}</a></p>`;
    sendPage(response, { title, home, body, status });
  };
}
