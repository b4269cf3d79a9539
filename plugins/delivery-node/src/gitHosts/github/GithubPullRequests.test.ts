import { http, HttpResponse } from 'msw';
import { API, githubPull, mockGithub } from './__testUtils__/mockGithub';

describe('GithubPullRequests', () => {
  const { pullRequests, server, writes } = mockGithub();

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
    await pullRequests.close(7, 'Superseded by #8.');
    await pullRequests.close(7, 'Superseded by #8.');
    expect(writes()).toEqual(['POST /issues/7/comments', 'PATCH /pulls/7']);
  });
});
