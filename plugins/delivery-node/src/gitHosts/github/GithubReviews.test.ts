import { http, HttpResponse } from 'msw';
import { API, mockGithub } from './__testUtils__/mockGithub';

interface Asked {
  reviewers?: string[];
  team_reviewers?: string[];
}

describe('who is asked to review at GitHub', () => {
  const { pullRequests, server } = mockGithub();

  /** A pull request that some may not review; what was asked for in the end. */
  function serve(strangers: string[], before: string[] = []) {
    const requested: string[] = [];
    server.use(
      http.get(`${API}/pulls/7/requested_reviewers`, () =>
        HttpResponse.json({
          users: before.map(login => ({ login })),
          teams: [],
        }),
      ),
      http.post(`${API}/pulls/7/requested_reviewers`, async ({ request }) => {
        const body = (await request.json()) as Asked;
        const names = [
          ...(body.reviewers ?? []),
          ...(body.team_reviewers ?? []),
        ];
        if (names.some(name => strangers.includes(name))) {
          return HttpResponse.json(
            { message: 'Reviews may only be requested from collaborators.' },
            { status: 422 },
          );
        }
        requested.push(...names);
        return HttpResponse.json({}, { status: 201 });
      }),
    );
    return requested;
  }

  it('is asked in one request', async () => {
    const requested = serve([]);
    await expect(
      pullRequests.requestReviewers(7, { users: ['ada'], teams: ['pay'] }),
    ).resolves.toEqual({ users: [], teams: [] });
    expect(requested).toEqual(['ada', 'pay']);
  });

  it('is asked alone when one of them may not, who is told', async () => {
    const requested = serve(['eve', 'pay']);
    await expect(
      pullRequests.requestReviewers(7, {
        users: ['ada', 'eve'],
        teams: ['pay'],
      }),
    ).resolves.toEqual({ users: ['eve'], teams: ['pay'] });
    expect(requested).toEqual(['ada']);
  });

  it('is not asked again', async () => {
    const requested = serve([], ['Ada']);
    await pullRequests.requestReviewers(7, { users: ['ada'], teams: [] });
    expect(requested).toEqual([]);
  });
});
