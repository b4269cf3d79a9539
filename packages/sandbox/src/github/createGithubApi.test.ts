import { failure } from '../__testUtils__/githubFailure';
import {
  REPO,
  TOKEN,
  octokitFor,
  testSandbox,
} from '../__testUtils__/testSandbox';

describe('createGithubApi', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;

  beforeEach(async () => {
    sandbox = await testSandbox();
  });
  afterEach(() => sandbox.stop());

  it('answers 401 without the token and with a wrong one', async () => {
    const url = `${sandbox.gitUrl}/api/v3/user`;
    const without = await fetch(url);
    expect(without.status).toBe(401);
    expect(await without.json()).toMatchObject({
      message: 'Requires authentication',
    });
    const wrong = await failure(
      octokitFor(sandbox.gitUrl, 'wrong').users.getAuthenticated(),
    );
    expect(wrong).toMatchObject({
      status: 401,
      data: { message: 'Bad credentials' },
    });
  });

  it('takes the token as bearer, token and basic', async () => {
    const basic = Buffer.from(`x:${TOKEN}`).toString('base64');
    for (const authorization of [
      `Bearer ${TOKEN}`,
      `token ${TOKEN}`,
      `Basic ${basic}`,
    ]) {
      const response = await fetch(`${sandbox.gitUrl}/api/v3/user`, {
        headers: { authorization },
      });
      expect(await response.json()).toMatchObject({
        login: 'stonegarden-portal',
      });
    }
  });

  it('knows only its repository', async () => {
    const { octokit } = sandbox;
    expect(
      await failure(octokit.repos.get({ owner: 'stonegarden', repo: 'x' })),
    ).toMatchObject({
      status: 404,
      data: { message: 'Not Found' },
    });
    const { data } = await octokit.repos.get(REPO);
    expect(data).toMatchObject({
      full_name: 'stonegarden/homelab',
      default_branch: 'main',
    });
  });
});
