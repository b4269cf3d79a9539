import type { CommitSummary } from '@stonegarden/backstage-plugin-delivery-common';
import type { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { http, HttpHandler, HttpResponse } from 'msw';

const CONCLUSIONS = { passed: 'success', failed: 'failure' } as const;
const NOT_FOUND = () =>
  HttpResponse.json({ message: 'Not Found' }, { status: 404 });

/** Ids of trees and blobs: what they are of, so that they can be answered. */
const toId = (commit: string, path: string) =>
  Buffer.from(`${commit}:${path}`).toString('base64url');
const fromId = (id: string) => {
  const [commit, path] = Buffer.from(id, 'base64url').toString().split(':');
  return { commit, path };
};

const join = (folder: string, name: string) =>
  folder ? `${folder}/${name}` : name;

const toCommit = ({ id, title, author, at, url }: CommitSummary) => ({
  sha: id,
  html_url: url,
  author: null,
  commit: {
    message: title,
    author: { name: author, date: at },
    committer: { name: author, date: at },
  },
});

/** The repository of a {@link FakeGitHost} behind GitHub's REST API, as far as following pull requests needs it. */
export function githubHandlers(git: FakeGitHost, api: string): HttpHandler[] {
  const entries = async (commit: string, folder: string) =>
    (await git.reader.list(folder, commit))?.map(({ name, mode }) => {
      const isFolder = mode === 'directory';
      return {
        path: name,
        mode: isFolder ? '040000' : '100644',
        type: isFolder ? 'tree' : 'blob',
        sha: toId(commit, join(folder, name)),
      };
    });
  const allBelow = async (
    commit: string,
    folder: string,
  ): Promise<NonNullable<Awaited<ReturnType<typeof entries>>>> => {
    const listed = (await entries(commit, folder)) ?? [];
    const inside: Array<typeof listed> = await Promise.all(
      listed.map(async entry =>
        entry.type === 'tree'
          ? (
              await allBelow(commit, join(folder, entry.path))
            ).map(below => ({ ...below, path: join(entry.path, below.path) }))
          : [],
      ),
    );
    return [...listed, ...inside.flat()];
  };
  return [
    http.all(`${api}/*`, () =>
      git.down ? new HttpResponse(null, { status: 503 }) : undefined,
    ),
    http.get(`${api}/git/ref/:ref`, ({ params }) => {
      const ref = decodeURIComponent(String(params.ref));
      const sha = git.branches.get(ref.replace(/^heads\//, ''));
      return sha ? HttpResponse.json({ object: { sha } }) : NOT_FOUND();
    }),
    http.get(`${api}/git/commits/:sha`, ({ params }) =>
      HttpResponse.json({ tree: { sha: toId(String(params.sha), '') } }),
    ),
    http.get(`${api}/git/trees/:id`, async ({ params, request }) => {
      const { commit, path } = fromId(String(params.id));
      const recursive = new URL(request.url).searchParams.has('recursive');
      return HttpResponse.json({
        tree: await (recursive ? allBelow : entries)(commit, path),
      });
    }),
    http.get(`${api}/git/blobs/:id`, ({ params }) => {
      const { commit, path } = fromId(String(params.id));
      const text = git.fileAt(commit, path) ?? '';
      return HttpResponse.json({
        content: Buffer.from(text).toString('base64'),
      });
    }),
    http.get(`${api}/contents/*`, async ({ request, params }) => {
      const commit = new URL(request.url).searchParams.get('ref') ?? '';
      const path = decodeURIComponent(String(params[0]));
      return (await entries(commit, path))
        ? HttpResponse.json({ type: 'dir', sha: toId(commit, path) })
        : NOT_FOUND();
    }),
    http.get(`${api}/pulls/:number`, async ({ params }) => {
      const pull = await git.pullRequests.status(Number(params.number));
      return HttpResponse.json({
        number: pull.number,
        html_url: pull.url,
        title: pull.title,
        body: pull.body,
        state: pull.state === 'open' ? 'open' : 'closed',
        merged_at: pull.mergedAt ?? null,
        closed_at: pull.closedAt ?? null,
        merge_commit_sha: pull.mergeCommit ?? null,
        mergeable: pull.mergeable ?? null,
        head: { ref: pull.branch, sha: pull.headCommit },
        base: { ref: pull.baseBranch },
      });
    }),
    http.get(`${api}/branches/:branch`, async ({ params }) => {
      const contexts = await git.pullRequests.requiredChecks(
        String(params.branch),
      );
      return HttpResponse.json({
        protection: { required_status_checks: { contexts } },
      });
    }),
    http.get(`${api}/rules/branches/:branch`, () => HttpResponse.json([])),
    http.get(`${api}/commits/:sha/status`, () =>
      HttpResponse.json({ statuses: [] }),
    ),
    http.get(`${api}/commits/:sha/check-runs`, async ({ params }) => {
      const checks = await git.pullRequests.checks(String(params.sha));
      return HttpResponse.json({
        check_runs: checks.map(({ name, state }) => ({
          name,
          status: state === 'pending' ? 'in_progress' : 'completed',
          conclusion: state === 'pending' ? null : CONCLUSIONS[state],
        })),
      });
    }),
    http.get(`${api}/commits/:sha`, async ({ params }) => {
      const commit = await git.reader.commit(String(params.sha));
      return HttpResponse.json(toCommit(commit));
    }),
    http.get(`${api}/commits`, async ({ request }) => {
      const query = new URL(request.url).searchParams;
      const { items, complete } = await git.reader.commits(
        query.get('path') ?? '',
        {
          head: query.get('sha') ?? '',
          limit: Number(query.get('per_page') ?? 30),
        },
      );
      const next = `<${api}/commits?page=2>; rel="next"`;
      return HttpResponse.json(items.map(toCommit), {
        headers: complete ? {} : { link: next },
      });
    }),
    http.get(`${api}/issues/:number/comments`, () => HttpResponse.json([])),
    http.post(`${api}/issues/:number/comments`, () =>
      HttpResponse.json({}, { status: 201 }),
    ),
    http.post(`${api}/issues/:number/labels`, async ({ params, request }) => {
      const { labels } = (await request.json()) as { labels: string[] };
      await git.pullRequests.addLabels(Number(params.number), labels);
      return HttpResponse.json([]);
    }),
    http.get(`${api}/pulls/:number/requested_reviewers`, () =>
      HttpResponse.json({ users: [], teams: [] }),
    ),
    http.post(`${api}/pulls/:number/requested_reviewers`, () =>
      HttpResponse.json({}, { status: 201 }),
    ),
    http.post(`${api}/statuses/:sha`, async ({ params, request }) => {
      const { context, state, description } = (await request.json()) as {
        context: string;
        state: string;
        description: string;
      };
      const states = { success: 'passed', failure: 'failed' } as const;
      await git.pullRequests.setStatus(String(params.sha), {
        context,
        description,
        state:
          state === 'success' || state === 'failure'
            ? states[state]
            : 'pending',
      });
      return HttpResponse.json({}, { status: 201 });
    }),
  ];
}
