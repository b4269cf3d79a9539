import { join } from 'node:path';
import { eventually } from '@stonegarden/test-utils';
import { BareRepository } from '../../git/BareRepository';
import { failure } from '../../__testUtils__/githubFailure';
import { overlayText } from '../../__testUtils__/smallSeed';
import { commitFiles } from '../../__testUtils__/testRepository';
import {
  REPO,
  proposeFiles,
  testSandbox,
} from '../../__testUtils__/testSandbox';

const DEV = 'kubernetes/services/web/environments/dev/kustomization.yaml';
const PRODUCTION =
  'kubernetes/services/web/environments/production/kustomization.yaml';

describe('pullRoutes', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;

  beforeEach(async () => {
    sandbox = await testSandbox();
  });
  afterEach(() => sandbox.stop());

  const bare = () =>
    new BareRepository(join(sandbox.folder, 'state/git/homelab.git'));

  const change = { [DEV]: overlayText('ghcr.io/acme/web', '1.2.0') };

  /** Whether a pull request can be merged, once that is known. */
  const computed = (number: number) =>
    eventually(async () => {
      const { data } = await sandbox.octokit.pulls.get({
        ...REPO,
        pull_number: number,
      });
      const { mergeable, mergeable_state } = data;
      if (mergeable === null) {
        throw new Error(`#${number} is not computed yet`);
      }
      return { mergeable, mergeable_state };
    });

  it('are computed in the background: once opened, and again when head or base moved', async () => {
    const { octokit } = sandbox;
    const clean = { mergeable: true, mergeable_state: 'clean' };
    const unknown = { mergeable: null, mergeable_state: 'unknown' };
    const get = async () =>
      (await octokit.pulls.get({ ...REPO, pull_number: 1 })).data;
    const opened = await proposeFiles(octokit, 'x', change);
    expect(opened).toMatchObject(unknown);
    expect(await computed(1)).toEqual(clean);

    await commitFiles(bare(), 'x', { 'y.txt': 'y' });
    await eventually(async () => {
      expect((await get()).head.sha).not.toBe(opened.head.sha);
    });
    expect(await computed(1)).toEqual(clean);

    await proposeFiles(octokit, 'other', {
      [DEV]: overlayText('ghcr.io/acme/web', '1.3.0'),
    });
    await octokit.pulls.merge({ ...REPO, pull_number: 2 });
    expect(await get()).toMatchObject(unknown);
    expect(await computed(1)).toEqual({
      mergeable: false,
      mergeable_state: 'dirty',
    });
  });

  it('are opened once per branch and found by it', async () => {
    const { octokit } = sandbox;
    const pull = await proposeFiles(
      octokit,
      'promote/web',
      change,
      'Promote web',
    );
    expect(pull).toMatchObject({
      number: 1,
      state: 'open',
      html_url: `${sandbox.gitUrl}/stonegarden/homelab/pull/1`,
      mergeable: null,
      mergeable_state: 'unknown',
      merged: false,
      changed_files: 1,
      commits: 1,
      head: { ref: 'promote/web', label: 'stonegarden:promote/web' },
    });
    const again = await failure(
      octokit.pulls.create({
        ...REPO,
        title: 'x',
        head: 'promote/web',
        base: 'main',
      }),
    );
    expect(again).toMatchObject({
      status: 422,
      data: {
        message: 'Validation Failed',
        errors: [
          {
            message:
              'A pull request already exists for stonegarden:promote/web.',
          },
        ],
      },
    });
    const found = await octokit.pulls.list({
      ...REPO,
      head: 'stonegarden:promote/web',
      base: 'main',
      state: 'open',
    });
    expect(found.data.map(({ number }) => number)).toEqual([1]);
    const none = await octokit.pulls.list({
      ...REPO,
      head: 'stonegarden:other',
    });
    expect(none.data).toEqual([]);
    const files = await octokit.pulls.listFiles({ ...REPO, pull_number: 1 });
    expect(files.data).toMatchObject([
      { filename: DEV, additions: 1, deletions: 1 },
    ]);
    const commits = await octokit.pulls.listCommits({
      ...REPO,
      pull_number: 1,
    });
    expect(commits.data).toMatchObject([
      { commit: { message: 'Promote web' } },
    ]);
  });

  it('need branches with something new', async () => {
    const { octokit } = sandbox;
    const missing = await failure(
      octokit.pulls.create({
        ...REPO,
        title: 'x',
        head: 'nope',
        base: 'main',
      }),
    );
    expect(missing).toMatchObject({
      status: 422,
      data: {
        errors: [{ resource: 'PullRequest', field: 'head', code: 'invalid' }],
      },
    });
    const same = await failure(
      octokit.pulls.create({
        ...REPO,
        title: 'x',
        head: 'main',
        base: 'main',
      }),
    );
    expect(same).toMatchObject({
      status: 422,
      data: { errors: [{ message: 'No commits between main and main' }] },
    });
    expect(
      await failure(octokit.pulls.get({ ...REPO, pull_number: 9 })),
    ).toMatchObject({ status: 404 });
  });

  it('are not reopened when their branch was rewritten meanwhile', async () => {
    const { octokit } = sandbox;
    await proposeFiles(octokit, 'x', change);
    await octokit.pulls.update({ ...REPO, pull_number: 1, state: 'closed' });
    const { data } = await octokit.git.getRef({ ...REPO, ref: 'heads/main' });
    await octokit.git.updateRef({
      ...REPO,
      ref: 'heads/x',
      sha: data.object.sha,
      force: true,
    });
    await expect(
      failure(octokit.pulls.update({ ...REPO, pull_number: 1, state: 'open' })),
    ).resolves.toMatchObject({ status: 422 });
  });

  it('are changed, commented, closed and reopened', async () => {
    const { octokit } = sandbox;
    await proposeFiles(octokit, 'x', change);
    const edited = await octokit.pulls.update({
      ...REPO,
      pull_number: 1,
      title: 'Better',
      body: 'B',
    });
    expect(edited.data).toMatchObject({ title: 'Better', body: 'B' });
    await octokit.issues.createComment({
      ...REPO,
      issue_number: 1,
      body: 'Why?',
    });
    const comments = await octokit.issues.listComments({
      ...REPO,
      issue_number: 1,
    });
    expect(comments.data).toMatchObject([
      { body: 'Why?', user: { login: 'stonegarden-portal' } },
    ]);
    const closed = await octokit.pulls.update({
      ...REPO,
      pull_number: 1,
      state: 'closed',
    });
    expect(closed.data).toMatchObject({
      state: 'closed',
      merged: false,
      mergeable: null,
    });
    expect(closed.data.closed_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const reopened = await octokit.pulls.update({
      ...REPO,
      pull_number: 1,
      state: 'open',
    });
    expect(reopened.data).toMatchObject({ state: 'open', closed_at: null });
  });

  it('are merged once, by merge commit or squash', async () => {
    const { octokit } = sandbox;
    const pull = await proposeFiles(octokit, 'x', change);
    expect(
      await failure(
        octokit.pulls.merge({ ...REPO, pull_number: 1, sha: 'a'.repeat(40) }),
      ),
    ).toMatchObject({ status: 409 });
    expect(
      await failure(
        octokit.pulls.merge({
          ...REPO,
          pull_number: 1,
          merge_method: 'rebase',
        }),
      ),
    ).toMatchObject({ status: 405 });
    const merged = await octokit.pulls.merge({
      ...REPO,
      pull_number: 1,
      sha: pull.head.sha,
    });
    expect(merged.data).toMatchObject({ merged: true });
    const head = await octokit.repos.getCommit({ ...REPO, ref: 'main' });
    expect(head.data.sha).toBe(merged.data.sha);
    expect(head.data.parents).toHaveLength(2);
    expect(
      (await octokit.pulls.get({ ...REPO, pull_number: 1 })).data,
    ).toMatchObject({
      state: 'closed',
      merged: true,
      merge_commit_sha: merged.data.sha,
      changed_files: 1,
    });
    expect(
      await failure(octokit.pulls.merge({ ...REPO, pull_number: 1 })),
    ).toMatchObject({ status: 405 });

    await proposeFiles(octokit, 'y', { 'y.txt': 'y' }, 'Add y');
    const squashed = await octokit.pulls.merge({
      ...REPO,
      pull_number: 2,
      merge_method: 'squash',
    });
    const { data } = await octokit.git.getCommit({
      ...REPO,
      commit_sha: squashed.data.sha,
    });
    expect(data).toMatchObject({
      message: expect.stringMatching(/^Add y \(#2\)/),
      parents: [{ sha: head.data.sha }],
    });
  });

  it('are not merged when both sides changed the same lines', async () => {
    const { octokit } = sandbox;
    await proposeFiles(octokit, 'x', change);
    await proposeFiles(octokit, 'y', {
      [DEV]: overlayText('ghcr.io/acme/web', '1.3.0'),
    });
    await octokit.pulls.merge({ ...REPO, pull_number: 1 });
    expect(await computed(2)).toEqual({
      mergeable: false,
      mergeable_state: 'dirty',
    });
    const refused = await failure(
      octokit.pulls.merge({ ...REPO, pull_number: 2 }),
    );
    expect(refused).toMatchObject({
      status: 405,
      data: { message: expect.stringContaining(DEV) },
    });
  });

  it('merge two changes that were asked for at once', async () => {
    const { octokit } = sandbox;
    await proposeFiles(octokit, 'x', change);
    await proposeFiles(octokit, 'y', {
      [PRODUCTION]: overlayText('ghcr.io/acme/web', '1.1.0'),
    });
    await Promise.all(
      [1, 2].map(pull_number => octokit.pulls.merge({ ...REPO, pull_number })),
    );
    const { data } = await octokit.pulls.list({ ...REPO, state: 'closed' });
    expect(data.every(it => it.merged_at)).toBe(true);
    const main = await octokit.repos.getContent({
      ...REPO,
      path: PRODUCTION,
      mediaType: { format: 'raw' },
    });
    expect(main.data).toContain('1.1.0');
  });

  it('follow their branches', async () => {
    const { octokit } = sandbox;
    await proposeFiles(octokit, 'x', change);
    const moved = await commitFiles(bare(), 'x', { 'more.txt': 'more' });
    const main = await octokit.repos.getBranch({ ...REPO, branch: 'main' });
    await octokit.git.createRef({
      ...REPO,
      ref: 'refs/heads/unrelated',
      sha: main.data.commit.sha,
    });
    expect(
      (await octokit.pulls.get({ ...REPO, pull_number: 1 })).data.head.sha,
    ).toBe(moved);
    await octokit.git.updateRef({ ...REPO, ref: 'heads/main', sha: moved });
    expect(
      (await octokit.pulls.get({ ...REPO, pull_number: 1 })).data,
    ).toMatchObject({ merged: true, merge_commit_sha: moved });
    await proposeFiles(octokit, 'z', { 'z.txt': 'z' });
    await octokit.git.deleteRef({ ...REPO, ref: 'heads/z' });
    expect(
      (await octokit.pulls.get({ ...REPO, pull_number: 2 })).data,
    ).toMatchObject({ state: 'closed', merged: false, changed_files: 1 });
  });
});
