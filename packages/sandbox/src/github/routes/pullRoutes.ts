import { ConflictError, InputError } from '@backstage/errors';
import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { GitHost } from '../../host/GitHost';
import type { PullRequest } from '../../host/HostState';
import { PORTAL } from '../../host/people';
import { GithubError, notFound, validationFailed } from '../GithubError';
import { commitJson, fileJson } from '../json/commitJson';
import { pullDetailJson, pullJson } from '../json/pullJson';
import { queryText, readBody, sendPage } from '../respond';

/** GitHub lists no more files of a pull request than these. */
const MAX_LISTED_FILES = 3_000;

const newPull = z.object({
  title: z.string().min(1),
  body: z.string().nullish(),
  head: z.string().min(1),
  base: z.string().min(1),
  draft: z.boolean().optional(),
});
const changedPull = z.object({
  title: z.string().min(1).optional(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']).optional(),
});
const mergedPull = z.object({
  commit_title: z.string().optional(),
  commit_message: z.string().optional(),
  sha: z.string().optional(),
  merge_method: z.enum(['merge', 'squash', 'rebase']).optional(),
});

/**
 * Pull requests: open, list, read, change, merge.
 *
 * @internal
 */
export function pullRoutes(host: GitHost): Router {
  const { pulls } = host;
  const router = PromiseRouter();

  router.get('/pulls', (request, response) => {
    const state = queryText(request, 'state') ?? 'open';
    const head = queryText(request, 'head');
    const base = queryText(request, 'base');
    const items = pulls
      .list()
      .filter(pull => state === 'all' || pull.state === state)
      .filter(pull => !head || `${host.owner}:${pull.head.ref}` === head)
      .filter(pull => !base || pull.base.ref === base);
    sort(items, queryText(request, 'sort'), queryText(request, 'direction'));
    const json = items.map(pull => pullJson(host, pull));
    sendPage(request, response, host.baseUrl, json);
  });

  router.post('/pulls', async (request, response) => {
    const body = readBody(request, 'PullRequest', newPull);
    const head = localBranch(host, body.head);
    for (const [field, branch] of Object.entries({ head, base: body.base })) {
      if (!(await host.repository.readRef(`refs/heads/${branch}`))) {
        throw validationFailed('PullRequest', { field, code: 'invalid' });
      }
    }
    try {
      const pull = await pulls.create({ ...body, head }, PORTAL);
      response.status(201).location(`${request.originalUrl}/${pull.number}`);
      response.json(await pullDetailJson(host, pull));
    } catch (error) {
      if (error instanceof ConflictError || error instanceof InputError) {
        const message =
          error instanceof ConflictError
            ? `A pull request already exists for ${host.owner}:${head}.`
            : error.message;
        throw validationFailed('PullRequest', { code: 'custom', message });
      }
      throw error;
    }
  });

  router.get('/pulls/:number', async (request, response) => {
    response.json(await pullDetailJson(host, pullOf(host, request)));
  });

  router.patch('/pulls/:number', async (request, response) => {
    const body = readBody(request, 'PullRequest', changedPull);
    const { number } = pullOf(host, request);
    const pull = await pulls.update(number, body, PORTAL);
    response.json(await pullDetailJson(host, pull));
  });

  router.get('/pulls/:number/files', async (request, response) => {
    const pull = pullOf(host, request);
    const files = await pulls.files(pull);
    const json = files
      .slice(0, MAX_LISTED_FILES)
      .map(file => fileJson(host, file, pull.head.sha));
    sendPage(request, response, host.baseUrl, json);
  });

  router.get('/pulls/:number/commits', async (request, response) => {
    const commits = await pulls.commits(pullOf(host, request));
    const json = commits.map(commit => commitJson(host, commit));
    sendPage(request, response, host.baseUrl, json);
  });

  router.get('/pulls/:number/merge', (request, response) => {
    if (!pullOf(host, request).mergedAt) {
      throw notFound();
    }
    response.status(204).end();
  });

  router.put('/pulls/:number/merge', async (request, response) => {
    const body = readBody(request, 'PullRequest', mergedPull);
    const pull = pullOf(host, request);
    if (body.sha && pull.state === 'open' && body.sha !== pull.head.sha) {
      throw new GithubError(
        409,
        'Head branch was modified. Review and try the merge again.',
      );
    }
    const result = await pulls
      .merge(
        pull.number,
        {
          method: body.merge_method,
          title: body.commit_title,
          message: body.commit_message,
          expectedHead: body.sha,
        },
        PORTAL,
      )
      .catch(error => {
        throw error instanceof ConflictError || error instanceof InputError
          ? new GithubError(
              405,
              `Pull Request is not mergeable: ${error.message}`,
            )
          : error;
      });
    response.json({
      sha: result.mergeCommitSha,
      merged: true,
      message: 'Pull Request successfully merged',
    });
  });

  return router;
}

/**
 * The pull request that a route's `:number` names; GitHub's 404 when there is none.
 *
 * @internal
 */
export function pullOf(host: GitHost, request: Request): PullRequest {
  const { number } = request.params;
  const pull = host.pulls.list().find(it => String(it.number) === number);
  if (!pull) {
    throw notFound();
  }
  return pull;
}

/** `owner:branch` of this owner, or a plain branch. */
function localBranch(host: GitHost, head: string): string {
  const prefix = `${host.owner}:`;
  return head.startsWith(prefix) ? head.slice(prefix.length) : head;
}

function sort(items: PullRequest[], by = 'created', direction?: string) {
  const key = by === 'updated' ? 'updatedAt' : 'createdAt';
  const ascending = direction === 'asc' ? 1 : -1;
  items.sort(
    (a, b) => ascending * (a[key].localeCompare(b[key]) || a.number - b.number),
  );
}
