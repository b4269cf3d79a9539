import { join } from 'node:path';
import { BareRepository } from '../../git/BareRepository';
import { failure } from '../../__testUtils__/githubFailure';
import { commitFiles } from '../../__testUtils__/testRepository';
import { REPO, testSandbox } from '../../__testUtils__/testSandbox';

describe('refRoutes', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;

  beforeEach(async () => {
    sandbox = await testSandbox();
  });
  afterEach(() => sandbox.stop());

  const bare = () =>
    new BareRepository(join(sandbox.folder, 'state/git/homelab.git'));

  it('are read in both forms, made, moved and removed', async () => {
    const { octokit } = sandbox;
    const main = (await octokit.git.getRef({ ...REPO, ref: 'heads/main' }))
      .data;
    const plural = await octokit.request(
      'GET /repos/{owner}/{repo}/git/refs/{ref}',
      { ...REPO, ref: 'heads/main' },
    );
    expect(plural.data).toEqual(main);
    const { sha } = main.object;
    const ref = 'refs/heads/feature/x';
    const created = await octokit.git.createRef({ ...REPO, ref, sha });
    expect(created).toMatchObject({
      status: 201,
      data: { ref, object: { sha, type: 'commit' } },
    });
    expect(
      await failure(octokit.git.createRef({ ...REPO, ref, sha })),
    ).toMatchObject({
      status: 422,
      data: { message: 'Reference already exists' },
    });
    const next = await commitFiles(bare(), 'other', { 'x.txt': 'x' });
    await octokit.git.updateRef({
      ...REPO,
      ref: 'heads/feature/x',
      sha: next,
    });
    expect(
      await failure(
        octokit.git.updateRef({ ...REPO, ref: 'heads/feature/x', sha }),
      ),
    ).toMatchObject({
      status: 422,
      data: { message: 'Update is not a fast forward' },
    });
    await octokit.git.updateRef({
      ...REPO,
      ref: 'heads/feature/x',
      sha,
      force: true,
    });
    expect(
      (await octokit.repos.getBranch({ ...REPO, branch: 'feature/x' })).data
        .commit.sha,
    ).toBe(sha);
    await octokit.git.deleteRef({ ...REPO, ref: 'heads/feature/x' });
    expect(
      await failure(octokit.git.getRef({ ...REPO, ref: 'heads/feature/x' })),
    ).toMatchObject({ status: 404 });
    expect(
      await failure(octokit.git.deleteRef({ ...REPO, ref: 'heads/feature/x' })),
    ).toMatchObject({
      status: 422,
      data: { message: 'Reference does not exist' },
    });
    expect(
      await failure(octokit.repos.getBranch({ ...REPO, branch: 'nope' })),
    ).toMatchObject({
      status: 404,
      data: { message: 'Branch not found' },
    });
  });

  it('need a commit and a proper name', async () => {
    const { octokit } = sandbox;
    const sha = 'a'.repeat(40);
    expect(
      await failure(
        octokit.git.createRef({ ...REPO, ref: 'refs/heads/x', sha }),
      ),
    ).toMatchObject({
      status: 422,
      data: { message: 'Object does not exist' },
    });
    expect(
      await failure(
        octokit.git.createRef({ ...REPO, ref: 'refs/heads/a..b', sha }),
      ),
    ).toMatchObject({ status: 422 });
    expect(
      await failure(octokit.git.deleteRef({ ...REPO, ref: 'heads/main' })),
    ).toMatchObject({ status: 422 });
  });
});
