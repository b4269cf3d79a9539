import { failure } from '../../__testUtils__/githubFailure';
import {
  REPO,
  proposeFiles,
  testSandbox,
} from '../../__testUtils__/testSandbox';

describe('reviewRoutes', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;

  beforeEach(async () => {
    sandbox = await testSandbox();
  });
  afterEach(() => sandbox.stop());

  it('ask for reviews, each once', async () => {
    const { octokit } = sandbox;
    const { number } = await proposeFiles(octokit, 'change', { a: 'a\n' });
    const pull = { ...REPO, pull_number: number };
    const ask = () =>
      octokit.pulls.requestReviewers({
        ...pull,
        reviewers: ['ada'],
        team_reviewers: ['payments'],
      });
    expect(await ask()).toMatchObject({
      status: 201,
      data: { requested_reviewers: [{ login: 'ada' }] },
    });
    await ask();
    expect(
      (await octokit.pulls.listRequestedReviewers(pull)).data,
    ).toMatchObject({
      users: [{ login: 'ada' }],
      teams: [{ slug: 'payments' }],
    });
    expect((await octokit.pulls.get(pull)).data).toMatchObject({
      requested_reviewers: [{ login: 'ada' }],
      requested_teams: [{ slug: 'payments' }],
    });
  });

  it('refuse all when one is the author, or nobody', async () => {
    const { octokit } = sandbox;
    const { number, user } = await proposeFiles(octokit, 'change', {
      a: 'a\n',
    });
    const pull = { ...REPO, pull_number: number };
    for (const other of [user.login, '-nobody-']) {
      expect(
        await failure(
          octokit.pulls.requestReviewers({
            ...pull,
            reviewers: ['ada', other],
          }),
        ),
      ).toMatchObject({ status: 422 });
    }
    expect(
      (await octokit.pulls.listRequestedReviewers(pull)).data.users,
    ).toEqual([]);
  });

  it('take a comment, and no approval of the own pull request', async () => {
    const { octokit } = sandbox;
    const { number, user, head } = await proposeFiles(octokit, 'change', {
      a: 'a\n',
    });
    const pull = { ...REPO, pull_number: number };
    expect(
      await failure(octokit.pulls.createReview({ ...pull, event: 'APPROVE' })),
    ).toMatchObject({
      status: 422,
      data: { message: 'Can not approve your own pull request' },
    });
    await octokit.pulls.createReview({
      ...pull,
      event: 'COMMENT',
      body: 'Hm.',
    });
    expect((await octokit.pulls.listReviews(pull)).data).toMatchObject([
      {
        user: { login: user.login, type: 'User' },
        state: 'COMMENTED',
        body: 'Hm.',
        commit_id: head.sha,
      },
    ]);
  });
});
