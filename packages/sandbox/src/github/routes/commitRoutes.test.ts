import { join } from 'node:path';
import { BareRepository } from '../../git/BareRepository';
import { failure } from '../../__testUtils__/githubFailure';
import { SMALL_SEED } from '../../__testUtils__/smallSeed';
import { commitFiles } from '../../__testUtils__/testRepository';
import { REPO, testSandbox } from '../../__testUtils__/testSandbox';

const DEV = 'kubernetes/services/web/environments/dev/kustomization.yaml';

describe('commitRoutes', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;

  beforeEach(async () => {
    sandbox = await testSandbox();
  });
  afterEach(() => sandbox.stop());

  const bare = () =>
    new BareRepository(join(sandbox.folder, 'state/git/homelab.git'));

  it('are listed in pages with links', async () => {
    const { octokit } = sandbox;
    const first = await octokit.repos.listCommits({ ...REPO, per_page: 2 });
    expect(first.data).toHaveLength(2);
    expect(first.headers.link).toContain('rel="next"');
    const all = await octokit.paginate(octokit.repos.listCommits, {
      ...REPO,
      per_page: 2,
    });
    expect(all).toHaveLength(3);
  });

  it('tell their files, status and checks', async () => {
    const { octokit } = sandbox;
    const sha = await commitFiles(bare(), 'side', {
      [DEV]: 'a: [',
      'kubernetes/services/web/service.yaml': SMALL_SEED[
        'kubernetes/services/web/service.yaml'
      ].replace('team:', 'tem:'),
    });
    const commit = await octokit.repos.getCommit({ ...REPO, ref: 'side' });
    expect(commit.data).toMatchObject({
      sha,
      files: expect.arrayContaining([
        expect.objectContaining({ filename: DEV }),
      ]),
    });
    const empty = await octokit.repos.getCombinedStatusForRef({
      ...REPO,
      ref: 'side',
    });
    expect(empty.data).toMatchObject({
      sha,
      state: 'pending',
      total_count: 0,
      repository: { full_name: 'stonegarden/homelab' },
    });
    await octokit.repos.createCommitStatus({
      ...REPO,
      sha,
      state: 'success',
      context: 'ci',
    });
    const status = await octokit.repos.getCombinedStatusForRef({
      ...REPO,
      ref: sha,
    });
    expect(status.data).toMatchObject({
      state: 'success',
      statuses: [{ context: 'ci' }],
    });
    const checks = await octokit.checks.listForRef({ ...REPO, ref: sha });
    const byName = Object.fromEntries(
      checks.data.check_runs.map(it => [it.name, it]),
    );
    expect(byName.yaml).toMatchObject({ conclusion: 'failure' });
    expect(byName.yaml.output.summary).toContain(`${DEV}:1: `);
    expect(byName['service-manifest']).toMatchObject({
      conclusion: 'failure',
    });
    expect(
      await failure(octokit.repos.getCommit({ ...REPO, ref: 'nope' })),
    ).toMatchObject({
      status: 422,
      data: { message: 'No commit found for SHA: nope' },
    });
    expect(
      await failure(
        octokit.repos.getCombinedStatusForRef({ ...REPO, ref: 'nope' }),
      ),
    ).toMatchObject({ status: 404 });
  });

  it('are compared', async () => {
    const { octokit } = sandbox;
    const compare = async (basehead: string) =>
      (await octokit.repos.compareCommitsWithBasehead({ ...REPO, basehead }))
        .data;
    expect(await compare('main...main')).toMatchObject({
      status: 'identical',
      ahead_by: 0,
    });
    await commitFiles(bare(), 'side', { 'x.txt': 'x\n' });
    expect(await compare('main...side')).toMatchObject({
      status: 'ahead',
      ahead_by: 1,
      commits: [{ commit: { message: 'Change' } }],
      files: [
        { filename: 'x.txt', status: 'added', patch: '@@ -0,0 +1 @@\n+x' },
      ],
    });
    expect(await compare('side...main')).toMatchObject({
      status: 'behind',
      behind_by: 1,
    });
    await commitFiles(bare(), 'main', { 'y.txt': 'y\n' });
    expect(await compare('stonegarden:main...stonegarden:side')).toMatchObject({
      status: 'diverged',
      ahead_by: 1,
      behind_by: 1,
    });
    expect(await failure(compare('main...nope'))).toMatchObject({
      status: 404,
    });
  });
});
