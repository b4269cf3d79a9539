import { failure } from '../../__testUtils__/githubFailure';
import { SMALL_SEED } from '../../__testUtils__/smallSeed';
import { REPO, testSandbox } from '../../__testUtils__/testSandbox';

const DEV = 'kubernetes/services/web/environments/dev/kustomization.yaml';

describe('contentRoutes', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;

  beforeEach(async () => {
    sandbox = await testSandbox();
  });
  afterEach(() => sandbox.stop());

  it('are files, folders and raw text at a ref', async () => {
    const { octokit } = sandbox;
    const file = await octokit.repos.getContent({
      ...REPO,
      path: DEV,
      ref: 'main',
    });
    expect(file.data).toMatchObject({
      type: 'file',
      path: DEV,
      encoding: 'base64',
    });
    const content = 'content' in file.data ? file.data.content : '';
    expect(Buffer.from(content, 'base64').toString()).toBe(SMALL_SEED[DEV]);
    const folder = await octokit.repos.getContent({
      ...REPO,
      path: 'kubernetes',
    });
    expect(folder.data).toMatchObject([
      { name: 'platform', type: 'dir' },
      { name: 'services', type: 'dir' },
    ]);
    const raw = await octokit.repos.getContent({
      ...REPO,
      path: DEV,
      mediaType: { format: 'raw' },
    });
    expect(raw.data).toBe(SMALL_SEED[DEV]);
    expect(
      await failure(octokit.repos.getContent({ ...REPO, path: 'nope' })),
    ).toMatchObject({ status: 404 });
    expect(
      await failure(
        octokit.repos.getContent({ ...REPO, path: DEV, ref: 'nope' }),
      ),
    ).toMatchObject({
      status: 404,
      data: { message: 'No commit found for the ref nope' },
    });
  });
});
