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

  it('tell a folder with its id, and follow a symbolic link only to a file', async () => {
    const { octokit } = sandbox;
    const { data: head } = await octokit.git.getRef({
      ...REPO,
      ref: 'heads/main',
    });
    const link = (path: string, content: string) => ({
      path,
      content,
      mode: '120000' as const,
      type: 'blob' as const,
    });
    const { data: tree } = await octokit.git.createTree({
      ...REPO,
      base_tree: head.object.sha,
      tree: [
        link('links/file', `../${DEV}`),
        link('links/folder', '../kubernetes'),
        link('links/outside', '/etc/hosts'),
      ],
    });
    const { data: commit } = await octokit.git.createCommit({
      ...REPO,
      message: 'Links',
      tree: tree.sha,
      parents: [head.object.sha],
    });
    const get = async (path: string, format?: string) => {
      const { data } = await octokit.repos.getContent({
        ...REPO,
        path,
        ref: commit.sha,
        ...(format ? { mediaType: { format } } : {}),
      });
      return data;
    };
    expect(await get('links/file')).toMatchObject({
      type: 'file',
      content: expect.any(String),
    });
    expect(await get('links/folder')).toMatchObject({
      type: 'symlink',
      target: '../kubernetes',
    });
    expect(await get('links/outside')).toMatchObject({ type: 'symlink' });
    const folder = await get('links', 'object');
    expect(folder).toMatchObject({
      type: 'dir',
      path: 'links',
      entries: ['file', 'folder', 'outside'].map(name => ({
        name,
        type: 'symlink',
      })),
    });
    const { data: listed } = await octokit.git.getTree({
      ...REPO,
      tree_sha: 'sha' in folder ? folder.sha : '',
    });
    expect(listed.tree.map(({ mode }) => mode)).toEqual(
      Array(3).fill('120000'),
    );
  });
});
