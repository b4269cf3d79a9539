import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { http, HttpResponse, JsonBodyType } from 'msw';
import { setupServer } from 'msw/node';
import type { ProposedChange } from '../GitOpsHost';
import { GithubClient } from './githubClient';
import { GithubHost } from './GithubHost';

const API = 'https://api.github.com/repos/acme/platform';
const BASE = 'a'.repeat(40);
const COMMIT = 'c'.repeat(40);
const repository = { host: 'github.com', owner: 'acme', name: 'platform' };

const pull = (overrides = {}) => ({
  number: 7,
  html_url: 'https://github.com/acme/platform/pull/7',
  title: 'Promote shop',
  state: 'open',
  merged_at: null,
  merge_commit_sha: 'f'.repeat(40),
  mergeable: null,
  head: { ref: 'promote/shop', sha: COMMIT },
  ...overrides,
});

const change: ProposedChange = {
  base: { branch: 'main', commit: BASE },
  branch: 'promote/shop',
  edits: [{ path: 'env/k.yaml', content: 'new\n' }],
  title: 'Promote shop',
  body: 'Because.',
  trailers: { Service: 'shop', To: 'production\nInjected: yes' },
  author: { name: 'Ada', email: 'ada@example.org' },
};

const refused = (message: string) =>
  HttpResponse.json(
    { message: 'Validation Failed', errors: [{ message }] },
    { status: 422 },
  );

describe('GithubHost', () => {
  const server = setupServer();
  registerMswTestHooks(server);
  const requests: Array<{ method: string; path: string; body?: JsonBodyType }> =
    [];

  /** The repository before anything was proposed; each test puts its own answers in front. */
  beforeEach(() => {
    requests.length = 0;
    server.events.removeAllListeners();
    server.events.on('request:start', async ({ request }) => {
      const text = await request.clone().text();
      requests.push({
        method: request.method,
        path: new URL(request.url).pathname.replace('/repos/acme/platform', ''),
        ...(text ? { body: JSON.parse(text) } : {}),
      });
    });
    server.use(
      http.get(`${API}/pulls`, () => HttpResponse.json([])),
      http.get(`${API}/git/commits/${BASE}`, () =>
        HttpResponse.json({ tree: { sha: 'roottree' } }),
      ),
      http.get(`${API}/git/trees/roottree`, () =>
        HttpResponse.json({
          tree: [{ path: 'env', type: 'tree', mode: '040000', sha: 'envtree' }],
        }),
      ),
      http.get(`${API}/git/trees/envtree`, () =>
        HttpResponse.json({
          tree: [{ path: 'k.yaml', type: 'blob', mode: '100755', sha: 'old' }],
        }),
      ),
      http.post(`${API}/git/trees`, () =>
        HttpResponse.json({ sha: 'newtree' }, { status: 201 }),
      ),
      http.post(`${API}/git/commits`, () =>
        HttpResponse.json({ sha: COMMIT }, { status: 201 }),
      ),
      http.post(`${API}/git/refs`, () =>
        HttpResponse.json({ ref: 'refs/heads/promote/shop' }, { status: 201 }),
      ),
      http.post(`${API}/pulls`, () =>
        HttpResponse.json(pull(), { status: 201 }),
      ),
    );
  });

  const host = () =>
    new GithubHost({
      client: new GithubClient({
        apiBaseUrl: 'https://api.github.com',
        credentials: {
          getCredentials: async () => ({ type: 'token', token: 'ghp_secret' }),
        },
        firstRetryDelay: 1,
      }),
      webBaseUrl: 'https://github.com',
    });

  const writes = () =>
    requests
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path }) => `${method} ${path}`);

  it('writes tree, commit, branch and pull request on the commit that was read', async () => {
    await expect(host().proposeChange(repository, change)).resolves.toEqual({
      number: 7,
      url: 'https://github.com/acme/platform/pull/7',
      title: 'Promote shop',
      state: 'open',
      branch: 'promote/shop',
      headCommit: COMMIT,
    });
    expect(requests.filter(({ method }) => method === 'POST')).toEqual([
      {
        method: 'POST',
        path: '/git/trees',
        body: {
          base_tree: 'roottree',
          tree: [
            {
              path: 'env/k.yaml',
              mode: '100755',
              type: 'blob',
              content: 'new\n',
            },
          ],
        },
      },
      {
        method: 'POST',
        path: '/git/commits',
        body: {
          message:
            'Promote shop\n\nService: shop\nTo: production Injected: yes',
          tree: 'newtree',
          parents: [BASE],
          author: { name: 'Ada', email: 'ada@example.org' },
        },
      },
      {
        method: 'POST',
        path: '/git/refs',
        body: { ref: 'refs/heads/promote/shop', sha: COMMIT },
      },
      {
        method: 'POST',
        path: '/pulls',
        body: {
          title: 'Promote shop',
          body: 'Because.',
          head: 'promote/shop',
          base: 'main',
        },
      },
    ]);
  });

  it('writes nothing when the pull request is open already', async () => {
    server.use(http.get(`${API}/pulls`, () => HttpResponse.json([pull()])));
    await expect(
      host().proposeChange(repository, change),
    ).resolves.toMatchObject({ number: 7 });
    expect(writes()).toEqual([]);
  });

  it('returns the pull request that somebody else opened in between', async () => {
    let asked = 0;
    server.use(
      http.get(`${API}/pulls`, () => {
        asked += 1;
        return HttpResponse.json(asked === 1 ? [] : [pull({ number: 8 })]);
      }),
      http.post(`${API}/git/refs`, () =>
        HttpResponse.json(
          { message: 'Reference already exists' },
          { status: 422 },
        ),
      ),
    );
    await expect(
      host().proposeChange(repository, change),
    ).resolves.toMatchObject({ number: 8 });
    expect(writes()).not.toContain('POST /pulls');
  });

  it('moves a branch that a closed pull request left behind', async () => {
    server.use(
      http.post(`${API}/git/refs`, () =>
        HttpResponse.json(
          { message: 'Reference already exists' },
          { status: 422 },
        ),
      ),
      http.patch(`${API}/git/refs/:ref`, () => HttpResponse.json({})),
    );
    await host().proposeChange(repository, change);
    expect(requests.find(({ method }) => method === 'PATCH')).toMatchObject({
      body: { sha: COMMIT, force: true },
    });
    expect(writes().pop()).toBe('POST /pulls');
  });

  it('finds the pull request when creating it is refused as a duplicate', async () => {
    let asked = 0;
    server.use(
      http.get(`${API}/pulls`, () => {
        asked += 1;
        return HttpResponse.json(asked === 1 ? [] : [pull({ number: 9 })]);
      }),
      http.post(`${API}/pulls`, () =>
        refused('A pull request already exists for acme:promote/shop.'),
      ),
    );
    await expect(
      host().proposeChange(repository, change),
    ).resolves.toMatchObject({ number: 9 });
  });

  it('is a conflict when the edits change nothing', async () => {
    await expect(
      host().proposeChange(repository, { ...change, edits: [] }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    expect(writes()).toEqual([]);
  });

  it.each([
    ['../secrets', 'promote/shop'],
    ['env/k.yaml', 'promote shop'],
  ])('refuses %s on %s before any request', async (path, branch) => {
    await expect(
      host().proposeChange(repository, {
        ...change,
        branch,
        edits: [{ path, content: '' }],
      }),
    ).rejects.toMatchObject({ name: 'InputError' });
    expect(requests).toEqual([]);
  });

  it('repeats reads, never writes', async () => {
    let reads = 0;
    server.use(
      http.get(`${API}/git/ref/*`, () => {
        reads += 1;
        return reads < 3
          ? HttpResponse.json({}, { status: 502 })
          : HttpResponse.json({ object: { sha: BASE } });
      }),
      http.post(`${API}/git/trees`, () =>
        HttpResponse.json({}, { status: 502 }),
      ),
    );
    await expect(host().head(repository, 'main')).resolves.toBe(BASE);
    await expect(
      host().proposeChange(repository, change),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    expect(writes()).toEqual(['POST /git/trees']);
  });

  it.each([
    [401, {}, 'NotAllowedError', 'refused the configured token'],
    [404, {}, 'NotFoundError', 'no such thing'],
    [
      429,
      { 'retry-after': '3600' },
      'ServiceUnavailableError',
      'try again in 3600 s',
    ],
    [
      403,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9999999999' },
      'ServiceUnavailableError',
      'takes no more requests',
    ],
  ])('turns %i %j into %s', async (status, headers, name, words) => {
    server.use(
      http.get(`${API}`, () =>
        HttpResponse.json({ message: 'no' }, { status, headers }),
      ),
    );
    const error = await host()
      .defaultBranch(repository)
      .catch(e => e);
    expect(error).toMatchObject({
      name,
      message: expect.stringContaining(words),
    });
    expect(error.message).not.toMatch(/ghp_secret|api\.github\.com/);
  });

  it('says which host does not answer', async () => {
    server.use(http.get(`${API}`, () => HttpResponse.error()));
    await expect(host().defaultBranch(repository)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('github.com does not answer'),
    });
  });

  it('reads files and folders, and knows when there is none', async () => {
    server.use(
      http.get(`${API}/contents/*`, ({ request }) => {
        const path = decodeURIComponent(
          new URL(request.url).pathname.split('/contents/')[1],
        );
        switch (path) {
          case 'env/k.yaml':
            return HttpResponse.json({
              type: 'file',
              encoding: 'base64',
              content: Buffer.from('grüße\n').toString('base64'),
            });
          case 'env':
            return HttpResponse.json([
              { name: 'k.yaml', type: 'file' },
              { name: 'sub', type: 'dir' },
            ]);
          case 'big.yaml':
            return HttpResponse.json({
              type: 'file',
              encoding: 'none',
              content: '',
              sha: 'bigblob',
            });
          default:
            return HttpResponse.json({ message: 'Not Found' }, { status: 404 });
        }
      }),
      http.get(`${API}/git/blobs/bigblob`, () =>
        HttpResponse.json({ content: Buffer.from('big').toString('base64') }),
      ),
    );
    const git = host();
    await expect(git.read(repository, 'env/k.yaml', BASE)).resolves.toBe(
      'grüße\n',
    );
    await expect(git.read(repository, 'big.yaml', BASE)).resolves.toBe('big');
    await expect(git.read(repository, 'env', BASE)).resolves.toBeUndefined();
    await expect(git.read(repository, 'x', BASE)).resolves.toBeUndefined();
    await expect(git.list(repository, 'env', BASE)).resolves.toEqual([
      { name: 'k.yaml', type: 'file' },
      { name: 'sub', type: 'directory' },
    ]);
    await expect(git.list(repository, 'x', BASE)).resolves.toBeUndefined();
  });

  it('gives a merge commit only for what is merged', async () => {
    server.use(
      http.get(`${API}/pulls/7`, () => HttpResponse.json(pull())),
      http.get(`${API}/pulls/8`, () =>
        HttpResponse.json(
          pull({ state: 'closed', merged_at: '2026-01-01T00:00:00Z' }),
        ),
      ),
    );
    const git = host();
    await expect(git.status(repository, 7)).resolves.not.toHaveProperty(
      'mergeCommit',
    );
    await expect(git.status(repository, 8)).resolves.toMatchObject({
      state: 'merged',
      mergeCommit: 'f'.repeat(40),
      mergedAt: '2026-01-01T00:00:00Z',
    });
  });

  it('closes with a comment, once', async () => {
    let state = 'open';
    server.use(
      http.get(`${API}/pulls/7`, () => HttpResponse.json(pull({ state }))),
      http.post(`${API}/issues/7/comments`, () =>
        HttpResponse.json({}, { status: 201 }),
      ),
      http.patch(`${API}/pulls/7`, () => {
        state = 'closed';
        return HttpResponse.json(pull({ state }));
      }),
    );
    const git = host();
    await git.close(repository, 7, 'Superseded by #8.');
    await git.close(repository, 7, 'Superseded by #8.');
    expect(writes()).toEqual(['POST /issues/7/comments', 'PATCH /pulls/7']);
  });

  it.each([
    ['ahead', true],
    ['identical', true],
    ['behind', false],
    ['diverged', false],
  ])('a comparison that is %s contains: %s', async (status, expected) => {
    server.use(
      http.get(`${API}/compare/*`, () => HttpResponse.json({ status })),
    );
    await expect(host().contains(repository, COMMIT, BASE)).resolves.toBe(
      expected,
    );
  });

  it('contains nothing of a commit that the repository does not know', async () => {
    server.use(
      http.get(`${API}/compare/*`, () =>
        HttpResponse.json({}, { status: 404 }),
      ),
    );
    const git = host();
    await expect(git.contains(repository, COMMIT, BASE)).resolves.toBe(false);
    await expect(git.contains(repository, BASE, BASE)).resolves.toBe(true);
  });

  it('gives addresses for people', async () => {
    expect(host().fileUrl(repository, 'a b/service.yaml', 'main')).toBe(
      'https://github.com/acme/platform/blob/main/a%20b/service.yaml',
    );
  });
});
