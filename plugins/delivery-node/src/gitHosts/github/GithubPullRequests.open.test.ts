import { http, HttpResponse } from 'msw';
import type { ProposedCommit, ProposedPullRequest } from '../PullRequests';
import {
  API,
  BASE,
  COMMIT,
  githubPull,
  mockGithub,
} from './__testUtils__/mockGithub';

const change: ProposedCommit = {
  parent: BASE,
  edits: [{ path: 'env/k.yaml', content: 'new\n' }],
  title: 'Promote shop',
  trailers: { Service: 'shop', To: 'production\nInjected: yes' },
  author: { name: 'Ada', email: 'ada@example.org' },
};
const proposal: ProposedPullRequest = {
  branch: 'promote/shop',
  commit: COMMIT,
  baseBranch: 'main',
  title: 'Promote shop',
  body: 'Because.',
};

const refused = (message: string) =>
  HttpResponse.json(
    { message: 'Validation Failed', errors: [{ message }] },
    { status: 422 },
  );

describe('GithubPullRequests.commit and .open', () => {
  const THEIRS = 'd'.repeat(40);

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
    await expect(pullRequests.commit(change)).resolves.toBe(COMMIT);
    await expect(pullRequests.open(proposal)).resolves.toEqual({
      number: 7,
      url: 'https://github.com/acme/platform/pull/7',
      title: 'Promote shop',
      state: 'open',
      branch: 'promote/shop',
      body: 'Because.',
      baseBranch: 'main',
      headCommit: COMMIT,
      commit: COMMIT,
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

  const branchExists = (sha: string) =>
    server.use(
      http.post(`${API}/git/refs`, () =>
        HttpResponse.json(
          { message: 'Reference already exists' },
          { status: 422 },
        ),
      ),
      http.get(`${API}/git/ref/*`, () =>
        HttpResponse.json({ object: { sha } }),
      ),
      http.get(`${API}/git/commits/${COMMIT}`, () =>
        HttpResponse.json({
          tree: { sha: 'newtree' },
          parents: [{ sha: BASE }],
        }),
      ),
    );

  it('opens no second pull request when one is open already', async () => {
    branchExists(COMMIT);
    server.use(
      http.get(`${API}/pulls`, () => HttpResponse.json([githubPull()])),
    );
    await expect(pullRequests.open(proposal)).resolves.toMatchObject({
      number: 7,
    });
    expect(writes()).toEqual(['POST /git/refs']);
  });

  it('takes a branch that has the same change from the same commit', async () => {
    branchExists(THEIRS);
    server.use(
      http.get(`${API}/git/commits/${THEIRS}`, () =>
        HttpResponse.json({
          tree: { sha: 'newtree' },
          parents: [{ sha: BASE }],
        }),
      ),
    );
    await expect(pullRequests.open(proposal)).resolves.toMatchObject({
      commit: THEIRS,
    });
    expect(writes()).toEqual(['POST /git/refs', 'POST /pulls']);
  });

  it('never moves a branch that holds something else', async () => {
    branchExists(THEIRS);
    server.use(
      http.get(`${API}/git/commits/${THEIRS}`, () =>
        HttpResponse.json({
          tree: { sha: 'theirs' },
          parents: [{ sha: BASE }],
        }),
      ),
    );
    await expect(pullRequests.open(proposal)).rejects.toMatchObject({
      name: 'BranchTakenError',
      branch: 'promote/shop',
      commit: THEIRS,
    });
    expect(writes()).toEqual(['POST /git/refs']);
  });

  it('does not take a pull request into another branch for its own', async () => {
    branchExists(COMMIT);
    server.use(
      http.get(`${API}/pulls`, () =>
        HttpResponse.json([githubPull({ base: { ref: 'old' } })]),
      ),
    );
    await expect(pullRequests.open(proposal)).rejects.toMatchObject({
      name: 'BranchTakenError',
    });
  });

  it('looks for no pull request of a branch that it has just created', async () => {
    await pullRequests.open(proposal);
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /git/refs',
      'POST /pulls',
    ]);
  });

  it.each([
    ['it has just created', 0],
    ['was there', 1],
  ])(
    'finds the pull request of a branch that %s when creating it is refused as a duplicate',
    async (_, emptyLists) => {
      if (emptyLists > 0) {
        branchExists(COMMIT);
      }
      let asked = 0;
      server.use(
        http.get(`${API}/pulls`, () => {
          asked += 1;
          return HttpResponse.json(
            asked <= emptyLists ? [] : [githubPull({ number: 9 })],
          );
        }),
        http.post(`${API}/pulls`, () =>
          refused('A pull request already exists for acme:promote/shop.'),
        ),
      );
      await expect(pullRequests.open(proposal)).resolves.toMatchObject({
        number: 9,
      });
    },
  );

  it('is a conflict when the edits change nothing', async () => {
    await expect(
      pullRequests.commit({ ...change, edits: [] }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    expect(writes()).toEqual([]);
  });

  it('refuses a path that leaves the repository before any request', async () => {
    await expect(
      pullRequests.commit({
        ...change,
        edits: [{ path: '../secrets', content: '' }],
      }),
    ).rejects.toMatchObject({ name: 'InputError' });
    expect(requests).toEqual([]);
  });

  it('refuses the name of a branch before any request', async () => {
    await expect(
      pullRequests.open({ ...proposal, branch: 'promote shop' }),
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
    await expect(pullRequests.commit(change)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(
        'Whether it was done all the same is not known.',
      ),
    });
    expect(writes()).toEqual(['POST /git/trees']);
  });
});
