import { http, HttpResponse } from 'msw';
import { withDeadline } from '../withDeadline';
import {
  API,
  COMMIT,
  githubPull,
  mockGithub,
} from './__testUtils__/mockGithub';

/** What GitHub adds to a page that is not the last; here it leads to somebody else. */
const nextPage = (page: number) => ({
  headers: {
    link: `<https://evil.example/files?page=${page}>; rel="next", <https://evil.example/files?page=99>; rel="last"`,
  },
});

describe('GithubPullRequests', () => {
  const { pullRequests, requests, server, writes } = mockGithub();

  it('gives a merge commit only for what is merged', async () => {
    server.use(
      http.get(`${API}/pulls/7`, () => HttpResponse.json(githubPull())),
      http.get(`${API}/pulls/8`, () =>
        HttpResponse.json(
          githubPull({ state: 'closed', merged_at: '2026-01-01T00:00:00Z' }),
        ),
      ),
    );
    await expect(pullRequests.status(7)).resolves.not.toHaveProperty(
      'mergeCommit',
    );
    await expect(pullRequests.status(8)).resolves.toMatchObject({
      state: 'merged',
      mergeCommit: 'f'.repeat(40),
      mergedAt: '2026-01-01T00:00:00Z',
    });
  });

  it.each([
    ['known a moment later', [null, false], false],
    ['known at once', [true, false], true],
    ['not known in time', [null, null, true], undefined],
  ])(
    'says whether it can be merged where that is %s',
    async (_when, answers, mergeable) => {
      const left = [...answers];
      server.use(
        http.get(`${API}/pulls/7`, () =>
          HttpResponse.json(githubPull({ mergeable: left.shift() })),
        ),
      );
      const pull = await pullRequests.status(7);
      expect(pull.mergeable).toBe(mergeable);
    },
  );

  it('closes with a comment, once', async () => {
    let state = 'open';
    server.use(
      http.get(`${API}/pulls/7`, () =>
        HttpResponse.json(githubPull({ state })),
      ),
      http.get(`${API}/issues/7/comments`, () => HttpResponse.json([])),
      http.post(`${API}/issues/7/comments`, () =>
        HttpResponse.json({}, { status: 201 }),
      ),
      http.patch(`${API}/pulls/7`, () => {
        state = 'closed';
        return HttpResponse.json(githubPull({ state }));
      }),
    );
    await pullRequests.close(7, 'Superseded by #8.');
    await pullRequests.close(7, 'Superseded by #8.');
    expect(writes()).toEqual(['POST /issues/7/comments', 'PATCH /pulls/7']);
  });

  it('looks for a comment on every page before it writes one', async () => {
    server.use(
      http.get(`${API}/issues/7/comments`, ({ request }) =>
        new URL(request.url).searchParams.get('page') === '2'
          ? HttpResponse.json([
              { body: 'Moved.\n\n<!-- stonegarden:head-1 -->' },
            ])
          : HttpResponse.json(
              Array.from({ length: 100 }, () => ({ body: null })),
              nextPage(2),
            ),
      ),
    );
    await pullRequests.comment(7, 'Moved.', 'head-1');
    expect(writes()).toEqual([]);
  });

  describe('the files of a pull request', () => {
    /** Answers with so many files, in pages as GitHub does. */
    function list(total: number) {
      server.use(
        http.get(`${API}/pulls/7/files`, ({ request }) => {
          const { searchParams } = new URL(request.url);
          const size = Number(searchParams.get('per_page'));
          const page = Number(searchParams.get('page'));
          const rest = Math.max(total - (page - 1) * size, 0);
          return HttpResponse.json(
            Array.from({ length: Math.min(rest, size) }, (_, index) => ({
              filename: `${(page - 1) * size + index}.txt`,
              patch: '@@ -1 +1 @@',
            })),
            rest > size ? nextPage(page + 1) : {},
          );
        }),
      );
    }

    it.each([
      [0, 1],
      [1, 1],
      [100, 1],
      [101, 2],
      [250, 3],
    ])('are all read: %i files, %i requests', async (total, asked) => {
      list(total);
      const { files, complete } = await pullRequests.files(7);
      expect(new Set(files.map(({ path }) => path)).size).toBe(total);
      expect(complete).toBe(true);
      expect(requests).toHaveLength(asked);
    });

    it.each([
      ['as many as GitHub lists of any pull request', 3_000],
      ['more than that, of a host that lists them', 3_500],
    ])('are not said to be all of them: %s', async (_, total) => {
      list(total);
      const { files, complete } = await pullRequests.files(7);
      expect(files).toHaveLength(3_000);
      expect(complete).toBe(false);
      expect(requests).toHaveLength(30);
    });
  });

  it('reads the checks of every page, and fails rather than leave some out', async () => {
    let pages = 2;
    server.use(
      http.get(`${API}/commits/${COMMIT}/status`, () =>
        HttpResponse.json({ statuses: [] }),
      ),
      http.get(`${API}/commits/${COMMIT}/check-runs`, ({ request }) => {
        const page = Number(new URL(request.url).searchParams.get('page'));
        return HttpResponse.json(
          {
            check_runs: [
              {
                name: `scan ${page}`,
                status: 'completed',
                conclusion: page === pages ? 'failure' : 'success',
              },
            ],
          },
          page < pages ? nextPage(page + 1) : {},
        );
      }),
    );
    await expect(pullRequests.checks(COMMIT)).resolves.toEqual([
      { name: 'scan 1', state: 'passed' },
      { name: 'scan 2', state: 'failed' },
    ]);
    pages = 100;
    await expect(pullRequests.checks(COMMIT)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('more checks than are read'),
    });
  });

  describe('the checks that a branch requires', () => {
    const branch = (protection?: object) =>
      http.get(`${API}/branches/main`, () =>
        HttpResponse.json({ name: 'main', protection }),
      );
    const rules = (...answer: object[]) =>
      http.get(`${API}/rules/branches/main`, () => HttpResponse.json(answer));

    it('are those of its protection and of rules together', async () => {
      server.use(
        branch({
          enabled: true,
          required_status_checks: { contexts: ['scan', 'build'] },
        }),
        rules(
          { type: 'deletion' },
          {
            type: 'required_status_checks',
            parameters: {
              required_status_checks: [
                { context: 'build' },
                { context: 'licenses', integration_id: 7 },
              ],
            },
          },
        ),
      );
      await expect(pullRequests.requiredChecks('main')).resolves.toEqual([
        'scan',
        'build',
        'licenses',
      ]);
    });

    it('are none without protection, and where the host has no rules', async () => {
      server.use(
        branch(),
        http.get(`${API}/rules/branches/main`, () =>
          HttpResponse.json({ message: 'Not Found' }, { status: 404 }),
        ),
      );
      await expect(pullRequests.requiredChecks('main')).resolves.toEqual([]);
    });

    it('are not said to be none where the answer cannot be read, or the branch is not there', async () => {
      server.use(
        branch(),
        rules({ type: 'required_status_checks', parameters: {} }),
      );
      await expect(pullRequests.requiredChecks('main')).rejects.toMatchObject({
        message: expect.stringContaining('checks that main requires'),
      });
      server.use(
        http.get(`${API}/branches/main`, () =>
          HttpResponse.json({ message: 'Branch not found' }, { status: 404 }),
        ),
      );
      await expect(pullRequests.requiredChecks('main')).rejects.toMatchObject({
        name: 'NotFoundError',
      });
    });
  });

  it('reads statuses and check runs as one list', async () => {
    server.use(
      http.get(`${API}/commits/${COMMIT}/status`, () =>
        HttpResponse.json({
          statuses: [
            { context: 'ci/a', state: 'success', target_url: 'https://ci/a' },
            { context: 'ci/b', state: 'error', target_url: null },
            { context: 'ci/c', state: 'pending' },
          ],
        }),
      ),
      http.get(`${API}/commits/${COMMIT}/check-runs`, () =>
        HttpResponse.json({
          check_runs: [
            { name: 'a', status: 'completed', conclusion: 'skipped' },
            { name: 'b', status: 'completed', conclusion: 'timed_out' },
            { name: 'c', status: 'in_progress', conclusion: null },
          ],
        }),
      ),
    );
    await expect(pullRequests.checks(COMMIT)).resolves.toEqual([
      { name: 'ci/a', state: 'passed', url: 'https://ci/a' },
      { name: 'ci/b', state: 'failed' },
      { name: 'ci/c', state: 'pending' },
      { name: 'a', state: 'passed' },
      { name: 'b', state: 'failed' },
      { name: 'c', state: 'pending' },
    ]);
  });

  it('sets a status in at most 140 characters', async () => {
    server.use(
      http.post(`${API}/statuses/${COMMIT}`, () =>
        HttpResponse.json({}, { status: 201 }),
      ),
    );
    await pullRequests.setStatus(COMMIT, {
      context: 'stonegarden/promotion',
      state: 'failed',
      description: 'x'.repeat(200),
      url: 'https://portal.example/x',
    });
    expect(requests.at(-1)).toMatchObject({
      path: `/statuses/${COMMIT}`,
      body: {
        context: 'stonegarden/promotion',
        state: 'failure',
        description: `${'x'.repeat(139)}…`,
        target_url: 'https://portal.example/x',
      },
    });
  });

  it.each([
    ['HTML', () => HttpResponse.html('<h1>Sign in</h1>')],
    ['a field that is missing', () => HttpResponse.json({ number: 7 })],
    ['an empty answer', () => new HttpResponse(null, { status: 204 })],
    ['a list', () => HttpResponse.json([])],
  ])('says that the answer is not one of GitHub: %s', async (_, answer) => {
    server.use(http.get(`${API}/pulls/7`, answer));
    const error = await pullRequests.status(7).catch(e => e);
    expect(error).toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(
        /^The Git host github\.com answered with something else than GitHub's API .*reading pull request #7.*apiBaseUrl/,
      ),
    });
  });

  it('follows no redirect, and sends the token nowhere else', async () => {
    const elsewhere = jest.fn();
    server.use(
      http.get(`${API}/pulls/7`, () =>
        HttpResponse.json(
          { message: 'Moved Permanently' },
          {
            status: 301,
            headers: { location: 'https://evil.example/pulls/7' },
          },
        ),
      ),
      http.get('https://evil.example/pulls/7', () => {
        elsewhere();
        return HttpResponse.json(githubPull());
      }),
    );
    const error = await pullRequests.status(7).catch(e => e);
    expect(error).toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(
        'a redirect (301), which is not followed',
      ),
    });
    expect(error.message).not.toContain('evil.example');
    expect(elsewhere).not.toHaveBeenCalled();
  });

  it('ends all calls of a task with its deadline, and repeats none of them', async () => {
    let asked = 0;
    server.use(
      http.get(`${API}/pulls/7`, () => {
        asked += 1;
        return new Promise<never>(() => {});
      }),
    );
    await expect(
      withDeadline(50, () => pullRequests.status(7)),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('does not answer'),
    });
    expect(asked).toBe(1);
  });
});
