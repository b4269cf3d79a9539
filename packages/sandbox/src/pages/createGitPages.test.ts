import {
  REPO,
  TOKEN,
  proposeFiles,
  testSandbox,
} from '../__testUtils__/testSandbox';
import { overlayText } from '../__testUtils__/smallSeed';

const DEV = 'kubernetes/services/web/environments/dev/kustomization.yaml';

describe('createGitPages', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;

  beforeEach(async () => {
    sandbox = await testSandbox();
  });
  afterEach(() => sandbox.stop());

  const open = async (path: string) => {
    const response = await fetch(
      `${sandbox.gitUrl}/stonegarden/homelab${path}`,
    );
    return {
      status: response.status,
      headers: response.headers,
      // As a reader sees it: line breaks of the source do not count.
      text: (await response.text()).replace(/\s+/g, ' '),
    };
  };
  /** Presses a button of a pull request's page, as a browser would. */
  const press = async (
    number: number,
    action: string,
    change: Record<string, string> = {},
  ) => {
    const page = await open(`/pull/${number}`);
    const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
    const form =
      new RegExp(
        `action="[^"]*/pull/${number}/${action}" ?>(.*?)</form>`,
        's',
      ).exec(page.text)?.[1] ?? '';
    const fields = Object.fromEntries(
      [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(
        ([, name, value]) => [name, value],
      ),
    );
    const response = await fetch(
      `${sandbox.gitUrl}/stonegarden/homelab/pull/${number}/${action}`,
      {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie },
        body: new URLSearchParams({ ...fields, ...change }),
      },
    );
    return {
      status: response.status,
      location: response.headers.get('location'),
      text: (await response.text()).replace(/\s+/g, ' '),
    };
  };
  const propose = (branch: string, tag = '2.0.0', title = 'web <2>') =>
    proposeFiles(
      sandbox.octokit,
      branch,
      { [DEV]: overlayText('ghcr.io/acme/web', tag) },
      title,
    );

  it('shows the repository, folders, files, commits and raw text', async () => {
    const home = await open('');
    expect(home.status).toBe(200);
    expect(home.text).toContain('<em>small</em>');
    expect(home.text).toContain(
      'href="/stonegarden/homelab/tree/main/kubernetes"',
    );
    const head = (
      await sandbox.octokit.repos.getBranch({ ...REPO, branch: 'main' })
    ).data.commit.sha;
    for (const path of [
      '/tree/main/kubernetes/services',
      `/blob/main/${DEV}`,
      `/blob/${head}/${DEV}`,
      `/commit/${head}`,
      '/commits/main',
      '/commits',
      '/pulls',
      '/tree/main/',
    ]) {
      expect((await open(path)).status).toBe(200);
    }
    expect((await open(`/blob/main/${DEV}`)).text).toContain('<tr id="L3">');
    const raw = await open(`/raw/main/${DEV}`);
    expect(raw.headers.get('content-type')).toContain('text/plain');
    expect(raw.headers.get('content-security-policy')).toContain('sandbox');
    for (const path of [
      '/tree/nope',
      '/blob/main/nope',
      '/pull/9',
      '/nope',
      '/raw/main/kubernetes',
      '/blob/main/..%2f..%2fetc',
      '/blob/main/%zz',
    ]) {
      expect([400, 404]).toContain((await open(path)).status);
    }
  });

  it('allows nothing but its own style and forms', async () => {
    const { headers, text } = await open('');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(
      /^default-src 'none'; img-src data:; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(text).not.toContain('<script');
  });

  it('shows a pull request with its text escaped, its diff and its checks', async () => {
    await propose('x');
    await sandbox.octokit.issues.createComment({
      ...REPO,
      issue_number: 1,
      body: 'Looks <b>good</b>',
    });
    const { text } = await open('/pull/1');
    expect(text).toContain('web &lt;2&gt;');
    expect(text).toContain('Because of <em>reasons</em>');
    expect(text).toContain('Looks &lt;b&gt;good&lt;/b&gt;');
    expect(text).toContain('newTag: &quot;2.0.0&quot;');
    expect(text).toContain('No conflicts');
    // YAML, the service manifest beside the changed overlay, and the overlay itself.
    expect(text.match(/✓ Passed/g)).toHaveLength(3);
  });

  it('merges by a button', async () => {
    await propose('x');
    expect(await press(1, 'merge')).toMatchObject({
      status: 303,
      location: '/stonegarden/homelab/pull/1',
    });
    const { text } = await open('/pull/1');
    expect(text).toMatch(/class="badge merged">Merged</);
    expect(text).toContain('newTag: &quot;2.0.0&quot;');
    const { data } = await sandbox.octokit.pulls.get({
      ...REPO,
      pull_number: 1,
    });
    expect(data).toMatchObject({ merged: true, merged_by: { login: 'you' } });
  });

  it('closes and reopens by buttons', async () => {
    await propose('x');
    await press(1, 'close');
    expect((await open('/pull/1')).text).toContain(
      '>Closed</strong> without merging',
    );
    await press(1, 'reopen');
    expect(
      (await sandbox.octokit.pulls.get({ ...REPO, pull_number: 1 })).data.state,
    ).toBe('open');
  });

  it('refuses to merge what conflicts, and says which file', async () => {
    await propose('x', '2.0.0');
    await propose('y', '3.0.0');
    await press(1, 'merge');
    const { text } = await open('/pull/2');
    expect(text).toContain('Cannot be merged.');
    expect(text).toMatch(/<button[^>]*class="primary" disabled ?> ?Merge/);
    const refused = await press(2, 'merge');
    expect(refused.status).toBe(409);
    expect(refused.text).toContain(
      `This branch has conflicts with main in ${DEV}`,
    );
  });

  it('refuses to merge another head than the one that was shown', async () => {
    await propose('x');
    const refused = await press(1, 'merge', { head: 'a'.repeat(40) });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Head branch was modified');
  });

  it('refuses forms that come from elsewhere', async () => {
    await propose('x');
    expect((await press(1, 'merge', { _token: 'f'.repeat(64) })).status).toBe(
      403,
    );
    const blind = await fetch(
      `${sandbox.gitUrl}/stonegarden/homelab/pull/1/merge`,
      {
        method: 'POST',
        headers: { Authorization: `Bearer ${TOKEN}` },
      },
    );
    expect(blind.status).toBe(403);
    expect(
      (await sandbox.octokit.pulls.get({ ...REPO, pull_number: 1 })).data
        .merged,
    ).toBe(false);
  });

  it('shows what a failed check says', async () => {
    await proposeFiles(sandbox.octokit, 'x', { [DEV]: 'images: [' });
    const { text } = await open('/pull/1');
    expect(text).toContain('✕ Failed');
    expect(text).toContain(`${DEV}:1:`);
    expect(text).toContain('A check failed.');
  });
});
