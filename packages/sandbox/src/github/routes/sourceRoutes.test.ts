import { failure } from '../../__testUtils__/githubFailure';
import { testSandbox } from '../../__testUtils__/testSandbox';

const SOURCE = { owner: 'stonegarden', repo: 'audiobookshelf' };

describe('sourceRoutes', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;

  beforeEach(async () => {
    sandbox = await testSandbox();
  });
  afterEach(() => sandbox.stop());

  it('finds versions by their tags, and compares them', async () => {
    const { repos } = sandbox.octokit;
    const shaOf = async (ref: string) =>
      (await repos.getCommit({ ...SOURCE, ref })).data.sha;
    const [base, head] = await Promise.all(
      ['tags/v2.29.0', 'tags/v2.30.0'].map(shaOf),
    );
    const { data } = await repos.compareCommitsWithBasehead({
      ...SOURCE,
      basehead: `${base}...${head}`,
    });
    expect(data).toMatchObject({ status: 'ahead', total_commits: 3 });
    expect(data.commits.map(({ commit }) => commit.message)).toEqual([
      'Search by narrator',
      'Remember the playback speed of each book',
      'Scan large libraries in parts',
    ]);
    expect(await shaOf(head.slice(0, 8))).toBe(head);
  });

  it('tells the release of a tag, whose page and commits people can open', async () => {
    const { repos } = sandbox.octokit;
    const { data } = await repos.getReleaseByTag({ ...SOURCE, tag: 'v2.30.0' });
    expect(data).toMatchObject({
      name: 'Audiobookshelf 2.30.0',
      tag_name: 'v2.30.0',
      draft: false,
      body: expect.stringContaining('- Search by narrator'),
    });
    const { data: commits } = await repos.listCommits(SOURCE);
    for (const [url, text] of [
      [data.html_url, 'Search by narrator'],
      [commits[0].html_url, 'Scan large libraries in parts'],
      [`${sandbox.gitUrl}/stonegarden/audiobookshelf`, 'Search by narrator'],
    ]) {
      const page = await fetch(url);
      expect([page.status, await page.text()]).toEqual([
        200,
        expect.stringContaining(text),
      ]);
    }
  });

  it('has no other releases, and takes no writes', async () => {
    const { repos, git } = sandbox.octokit;
    await expect(
      failure(repos.getReleaseByTag({ ...SOURCE, tag: 'v2.26.3' })),
    ).resolves.toMatchObject({ status: 404 });
    const sha = 'a'.repeat(40);
    await expect(
      failure(git.createRef({ ...SOURCE, ref: 'refs/heads/x', sha })),
    ).resolves.toMatchObject({ status: 404 });
  });
});
