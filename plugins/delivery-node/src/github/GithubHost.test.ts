import { http, HttpResponse } from 'msw';
import {
  API,
  BASE,
  COMMIT,
  githubPull,
  mockGithub,
  REPOSITORY,
} from './__testUtils__/mockGithub';

describe('GithubHost', () => {
  const { host, server, writes } = mockGithub();

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
    const error = await host.defaultBranch(REPOSITORY).catch(e => e);
    expect(error).toMatchObject({
      name,
      message: expect.stringContaining(words),
    });
    expect(error.message).not.toMatch(/ghp_secret|api\.github\.com/);
  });

  it('says which host does not answer', async () => {
    server.use(http.get(`${API}`, () => HttpResponse.error()));
    await expect(host.defaultBranch(REPOSITORY)).rejects.toMatchObject({
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
    await expect(host.read(REPOSITORY, 'env/k.yaml', BASE)).resolves.toBe(
      'grüße\n',
    );
    await expect(host.read(REPOSITORY, 'big.yaml', BASE)).resolves.toBe('big');
    await expect(host.read(REPOSITORY, 'env', BASE)).resolves.toBeUndefined();
    await expect(host.read(REPOSITORY, 'x', BASE)).resolves.toBeUndefined();
    await expect(host.list(REPOSITORY, 'env', BASE)).resolves.toEqual([
      { name: 'k.yaml', type: 'file' },
      { name: 'sub', type: 'directory' },
    ]);
    await expect(host.list(REPOSITORY, 'x', BASE)).resolves.toBeUndefined();
  });

  it('gives a merge commit only for what is merged', async () => {
    server.use(
      http.get(`${API}/pulls/7`, () => HttpResponse.json(githubPull())),
      http.get(`${API}/pulls/8`, () =>
        HttpResponse.json(
          githubPull({ state: 'closed', merged_at: '2026-01-01T00:00:00Z' }),
        ),
      ),
    );
    await expect(host.status(REPOSITORY, 7)).resolves.not.toHaveProperty(
      'mergeCommit',
    );
    await expect(host.status(REPOSITORY, 8)).resolves.toMatchObject({
      state: 'merged',
      mergeCommit: 'f'.repeat(40),
      mergedAt: '2026-01-01T00:00:00Z',
    });
  });

  it('closes with a comment, once', async () => {
    let state = 'open';
    server.use(
      http.get(`${API}/pulls/7`, () =>
        HttpResponse.json(githubPull({ state })),
      ),
      http.post(`${API}/issues/7/comments`, () =>
        HttpResponse.json({}, { status: 201 }),
      ),
      http.patch(`${API}/pulls/7`, () => {
        state = 'closed';
        return HttpResponse.json(githubPull({ state }));
      }),
    );
    await host.close(REPOSITORY, 7, 'Superseded by #8.');
    await host.close(REPOSITORY, 7, 'Superseded by #8.');
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
    await expect(host.contains(REPOSITORY, COMMIT, BASE)).resolves.toBe(
      expected,
    );
  });

  it('does not say that a commit is missing which the repository does not know yet', async () => {
    server.use(
      http.get(`${API}/compare/*`, () =>
        HttpResponse.json({}, { status: 404 }),
      ),
    );
    await expect(host.contains(REPOSITORY, COMMIT, BASE)).rejects.toMatchObject(
      { name: 'NotFoundError' },
    );
    await expect(host.contains(REPOSITORY, BASE, BASE)).resolves.toBe(true);
  });

  it('gives addresses for people', async () => {
    expect(host.fileUrl(REPOSITORY, 'a b/service.yaml', 'main')).toBe(
      'https://github.com/acme/platform/blob/main/a%20b/service.yaml',
    );
  });
});
