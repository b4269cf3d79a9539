import { failure } from '../../__testUtils__/githubFailure';
import { REPO, testSandbox } from '../../__testUtils__/testSandbox';

describe('objectRoutes', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;

  beforeEach(async () => {
    sandbox = await testSandbox();
  });
  afterEach(() => sandbox.stop());

  it('are written and read again', async () => {
    const { octokit } = sandbox;
    const blob = await octokit.git.createBlob({
      ...REPO,
      content: Buffer.from([0, 1, 255]).toString('base64'),
      encoding: 'base64',
    });
    const main = (await octokit.repos.getBranch({ ...REPO, branch: 'main' }))
      .data.commit;
    const tree = await octokit.git.createTree({
      ...REPO,
      base_tree: main.commit.tree.sha,
      tree: [
        {
          path: 'bin/data',
          mode: '100644',
          type: 'blob',
          sha: blob.data.sha,
        },
        { path: 'note.txt', mode: '100644', type: 'blob', content: 'hällo' },
        { path: 'README.md', mode: '100644', type: 'blob', sha: null },
      ],
    });
    const commit = await octokit.git.createCommit({
      ...REPO,
      message: 'Subject\n\nBody',
      tree: tree.data.sha,
      parents: [main.sha],
      author: {
        name: 'Ada',
        email: 'ada@example.org',
        date: '2026-01-02T03:04:05Z',
      },
    });
    expect(commit.data).toMatchObject({
      message: 'Subject\n\nBody',
      author: { name: 'Ada', date: '2026-01-02T03:04:05Z' },
      parents: [{ sha: main.sha }],
    });
    const read = await octokit.git.getTree({
      ...REPO,
      tree_sha: commit.data.sha,
      recursive: '1',
    });
    const paths = read.data.tree.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['bin', 'bin/data', 'note.txt']),
    );
    expect(paths).not.toContain('README.md');
    const back = await octokit.git.getBlob({
      ...REPO,
      file_sha: blob.data.sha,
    });
    expect([...Buffer.from(back.data.content, 'base64')]).toEqual([0, 1, 255]);
    expect(
      (await octokit.git.getCommit({ ...REPO, commit_sha: commit.data.sha }))
        .data.tree.sha,
    ).toBe(tree.data.sha);
  });

  it('are refused when they do not fit', async () => {
    const { octokit } = sandbox;
    const bad = 'b'.repeat(40);
    expect(
      await failure(
        octokit.git.createCommit({ ...REPO, message: 'x', tree: bad }),
      ),
    ).toMatchObject({ status: 422 });
    expect(
      await failure(
        octokit.git.createTree({
          ...REPO,
          tree: [{ path: '../x', mode: '100644', content: 'x' }],
        }),
      ),
    ).toMatchObject({ status: 422 });
    expect(
      await failure(octokit.git.getBlob({ ...REPO, file_sha: bad })),
    ).toMatchObject({ status: 404 });
    expect(
      await failure(octokit.git.getTree({ ...REPO, tree_sha: bad })),
    ).toMatchObject({ status: 404 });
  });
});
