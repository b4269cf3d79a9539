import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { EMPTY_TREE, diffFiles } from '../../git/diffFiles';
import { isObjectId } from '../../git/names';
import type { GitHost } from '../../host/GitHost';
import { PORTAL } from '../../host/people';
import { GithubError, notFound, unprocessable } from '../GithubError';
import { addressesOf } from '../json/addresses';
import { commitJson, fileJson } from '../json/commitJson';
import { repositoryJson } from '../json/repositoryJson';
import { checkRunJson, combinedState, statusJson } from '../json/statusJson';
import { linkPages, pageOf, queryText, readBody, sendPage } from '../respond';

const MAX_COMPARED_COMMITS = 250;

const newStatus = z.object({
  state: z.enum(['error', 'failure', 'pending', 'success']),
  context: z.string().optional(),
  description: z.string().nullish(),
  target_url: z.string().nullish(),
});

/**
 * The repository, its branches and commits, comparisons, and what is said about commits.
 *
 * @internal
 */
export function commitRoutes(host: GitHost): Router {
  const { repository } = host;
  const router = PromiseRouter();
  const { repo } = addressesOf(host);

  const commitOr = async (ref: string, error: GithubError) => {
    const sha = await repository.findCommit(ref);
    if (!sha) {
      throw error;
    }
    return repository.readCommit(sha);
  };

  router.get('/', (_request, response) => {
    response.json(repositoryJson(host));
  });

  router.get('/branches', async (request, response) => {
    const heads = await repository.listRefs('refs/heads/');
    const items = heads.map(({ name, sha }) => ({
      name: name.slice('refs/heads/'.length),
      commit: { sha, url: `${repo}/commits/${sha}` },
      protected: false,
    }));
    sendPage(request, response, host.baseUrl, items);
  });

  router.get(/^\/branches\/(.+)$/, async (request, response) => {
    const name = request.params[0];
    const sha = await repository.readRef(`refs/heads/${name}`);
    if (!sha) {
      throw new GithubError(404, 'Branch not found');
    }
    response.json({
      name,
      commit: commitJson(host, await repository.readCommit(sha)),
      _links: {
        self: `${repo}/branches/${name}`,
        html: addressesOf(host).tree(name, ''),
      },
      protected: false,
      protection: { enabled: false },
      protection_url: `${repo}/branches/${encodeURIComponent(name)}/protection`,
    });
  });

  router.get(/^\/rules\/branches\/(.+)$/, (_request, response) => {
    response.json([]);
  });

  router.get('/commits', async (request, response) => {
    const ref = queryText(request, 'sha') ?? host.defaultBranch;
    const path = queryText(request, 'path');
    const { sha: from } = await commitOr(ref, notFound());
    const { page, perPage } = pageOf(request);
    const commits = await repository.log({
      from,
      path,
      limit: perPage,
      skip: (page - 1) * perPage,
    });
    linkPages(
      request,
      response,
      host.baseUrl,
      await repository.countCommits(from, path),
    );
    response.json(commits.map(commit => commitJson(host, commit)));
  });

  router.get(/^\/commits\/(.+)\/status$/, async (request, response) => {
    const { sha } = await commitOr(request.params[0], notFound());
    const all = host.state.value.statuses.filter(it => it.sha === sha);
    const latest = [...new Map(all.map(it => [it.context, it])).values()];
    response.json({
      state: combinedState(latest),
      statuses: latest.map(status => statusJson(host, status)),
      sha,
      total_count: latest.length,
      repository: repositoryJson(host),
      commit_url: `${repo}/commits/${sha}`,
      url: `${repo}/commits/${sha}/status`,
    });
  });

  router.get(/^\/commits\/(.+)\/statuses$/, async (request, response) => {
    const { sha } = await commitOr(request.params[0], notFound());
    const all = host.state.value.statuses.filter(it => it.sha === sha);
    const items = all.reverse().map(status => statusJson(host, status));
    sendPage(request, response, host.baseUrl, items);
  });

  router.get(/^\/commits\/(.+)\/check-runs$/, async (request, response) => {
    const commit = await commitOr(request.params[0], notFound());
    const base = await repository.resolveCommit(host.defaultBranch);
    const results = await host.checks.run(base, commit.sha);
    response.json({
      total_count: results.length,
      check_runs: results.map(result => checkRunJson(host, commit, result)),
    });
  });

  router.get(/^\/commits\/(.+)$/, async (request, response) => {
    const ref = request.params[0];
    const commit = await commitOr(
      ref,
      unprocessable(`No commit found for SHA: ${ref}`),
    );
    if (/\.sha\b/.test(request.get('accept') ?? '')) {
      response.type('text/plain').send(commit.sha);
      return;
    }
    const from = commit.parents[0] ?? EMPTY_TREE;
    const files = await diffFiles(repository, from, commit.sha);
    response.json(commitJson(host, commit, files));
  });

  router.post('/statuses/:sha', async (request, response) => {
    const { sha } = request.params;
    const body = readBody(request, 'Status', newStatus);
    if (!isObjectId(sha) || (await repository.objectType(sha)) !== 'commit') {
      throw unprocessable(`No commit found for SHA: ${sha}`);
    }
    const state = host.state.value;
    const status = {
      id: state.nextId++,
      sha,
      context: body.context ?? 'default',
      state: body.state,
      description: body.description ?? null,
      targetUrl: body.target_url ?? null,
      author: PORTAL.login,
      createdAt: host.now().toISOString(),
    };
    state.statuses.push(status);
    await host.state.save();
    response.status(201).json(statusJson(host, status));
  });

  router.get(/^\/compare\/(.+?)\.\.\.(.+)$/, async (request, response) => {
    const branch = (label: string) => label.slice(label.indexOf(':') + 1);
    const base = await commitOr(branch(request.params[0]), notFound());
    const head = await commitOr(branch(request.params[1]), notFound());
    const fork = await repository.mergeBase(base.sha, head.sha);
    if (!fork) {
      throw new GithubError(404, 'No common ancestor between the two');
    }
    const [{ ahead, behind }, commits, files] = await Promise.all([
      repository.aheadBehind(base.sha, head.sha),
      repository.log({
        from: head.sha,
        excluding: base.sha,
        limit: MAX_COMPARED_COMMITS,
      }),
      diffFiles(repository, fork, head.sha),
    ]);
    const name = `${request.params[0]}...${request.params[1]}`;
    const page = `${addressesOf(host).web}/compare/${name}`;
    response.json({
      url: `${repo}/compare/${name}`,
      html_url: page,
      permalink_url: `${addressesOf(host).web}/compare/${base.sha}...${
        head.sha
      }`,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      base_commit: commitJson(host, base),
      merge_base_commit: commitJson(host, await repository.readCommit(fork)),
      status: comparison(ahead, behind),
      ahead_by: ahead,
      behind_by: behind,
      total_commits: ahead,
      commits: commits.reverse().map(commit => commitJson(host, commit)),
      files: files.map(file => fileJson(host, file, head.sha)),
    });
  });

  return router;
}

function comparison(ahead: number, behind: number) {
  if (ahead > 0) {
    return behind > 0 ? 'diverged' : 'ahead';
  }
  return behind > 0 ? 'behind' : 'identical';
}
