import { http, HttpResponse } from 'msw';
import type { ProposedChange } from '../PullRequests';
import {
  API,
  BASE,
  COMMIT,
  githubPull,
  mockGithub,
} from './__testUtils__/mockGithub';

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

describe('GithubPullRequests.propose', () => {
  const { createReader, pullRequests, requests, server, writes } = mockGithub();

  /** The repository before anything was proposed; each test puts its own answers in front. */
  beforeEach(() => {
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
        HttpResponse.json(githubPull(), { status: 201 }),
      ),
    );
  });

  it('writes tree, commit, branch and pull request on the commit that was read', async () => {
    await expect(pullRequests.propose(change)).resolves.toEqual({
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
    server.use(
      http.get(`${API}/pulls`, () => HttpResponse.json([githubPull()])),
    );
    await expect(pullRequests.propose(change)).resolves.toMatchObject({
      number: 7,
    });
    expect(writes()).toEqual([]);
  });

  it('returns the pull request that somebody else opened in between', async () => {
    let asked = 0;
    server.use(
      http.get(`${API}/pulls`, () => {
        asked += 1;
        return HttpResponse.json(
          asked === 1 ? [] : [githubPull({ number: 8 })],
        );
      }),
      http.post(`${API}/git/refs`, () =>
        HttpResponse.json(
          { message: 'Reference already exists' },
          { status: 422 },
        ),
      ),
    );
    await expect(pullRequests.propose(change)).resolves.toMatchObject({
      number: 8,
    });
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
    await pullRequests.propose(change);
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
        return HttpResponse.json(
          asked === 1 ? [] : [githubPull({ number: 9 })],
        );
      }),
      http.post(`${API}/pulls`, () =>
        refused('A pull request already exists for acme:promote/shop.'),
      ),
    );
    await expect(pullRequests.propose(change)).resolves.toMatchObject({
      number: 9,
    });
  });

  it('is a conflict when the edits change nothing', async () => {
    await expect(
      pullRequests.propose({ ...change, edits: [] }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    expect(writes()).toEqual([]);
  });

  it.each([
    ['../secrets', 'promote/shop'],
    ['env/k.yaml', 'promote shop'],
  ])('refuses %s on %s before any request', async (path, branch) => {
    await expect(
      pullRequests.propose({
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
    await expect(createReader().head('main')).resolves.toBe(BASE);
    await expect(pullRequests.propose(change)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    expect(writes()).toEqual(['POST /git/trees']);
  });
});
