import { TestDatabases } from '@backstage/backend-test-utils';
import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import type { Promotion } from '@stonegarden/backstage-plugin-delivery-common';
import {
  FAKE_AUTHOR,
  type FakeGitHost,
} from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { eventually } from '@stonegarden/test-utils';
import { application } from '../__testUtils__/application';
import { kustomization, kustomizationPath } from '../__testUtils__/shop';
import { release, SHOP, useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(60_000);

const PRODUCTION = kustomizationPath('production');
const CONTEXT = 'stonegarden/promotion';

/** The host does what it is asked, and the answer gets lost. */
function loseAnswer(
  git: FakeGitHost,
  call: 'commit' | 'open' | 'close' | 'setStatus',
) {
  const original = git.pullRequests[call].bind(git.pullRequests) as (
    ...args: unknown[]
  ) => Promise<never>;
  return jest
    .spyOn(git.pullRequests, call)
    .mockImplementationOnce(async (...args: unknown[]) => {
      await original(...args);
      throw new ServiceUnavailableError('The Git host does not answer.');
    });
}

describe('the pull request of a promotion', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const { start: startDelivery } = useDelivery(() =>
    databases.init('SQLITE_3'),
  );

  afterEach(() => jest.restoreAllMocks());

  async function start(options: Parameters<typeof startDelivery>[0] = {}) {
    const started = await startDelivery(options);
    const read = async (id: string): Promise<Promotion> =>
      (await started.api.get(`/api/delivery/promotions/${id}`)).body;
    const renew = (id: string) =>
      started.api.post(`/api/delivery/promotions/${id}/renew`);
    const statusOf = (commit: string | undefined) =>
      started.git
        .statuses(commit ?? '')
        .find(({ context }) => context === CONTEXT);
    return { ...started, read, renew, statusOf };
  }

  it('is known as its own, whatever people give as a reason', async () => {
    const { api, git } = await start();
    const marker = '<!-- stonegarden:promotion:p-1 -->';
    const { status } = await api
      .post(`${SHOP}/promotions`)
      .send({ from: 'staging', to: 'production', reason: marker });
    expect(status).toBe(201);
    expect(git.pulls).toHaveLength(1);
    expect(git.pulls[0].body).toContain(marker);
  });

  describe('whose answer was lost', () => {
    it('is found at once when the host answers again', async () => {
      const { git, promote } = await start();
      loseAnswer(git, 'open');
      const { status, body } = await promote();
      expect([status, body.status]).toEqual([201, 'open']);
      expect(body).toMatchObject({
        pullRequest: { number: 1 },
        headCommit: git.pulls[0].headCommit,
        branch: git.pulls[0].branch,
      });
      expect(git.pulls).toHaveLength(1);
    });

    it('is said to be unknown, and found by its branch when the host tells of it', async () => {
      const { api, git, promote, read, webhook } = await start();
      loseAnswer(git, 'open');
      const silent = jest
        .spyOn(git.pullRequests, 'findAll')
        .mockRejectedValue(new ServiceUnavailableError('No answer.'));
      const { status, body } = await promote();
      expect(status).toBe(503);
      expect(body.error.message).toMatch(
        /^Whether the pull request was opened is not known yet\. The portal looks for it on the branch stonegarden\/promote\/shop-production-/,
      );
      const { items } = (await api.get(`${SHOP}/promotions`)).body;
      expect(items).toMatchObject([
        { status: 'proposed', reason: { code: 'PullRequestUnknown' } },
      ]);

      silent.mockRestore();
      await webhook(1, git.pulls[0].branch);
      expect(await read(items[0].id)).toMatchObject({
        status: 'open',
        pullRequest: { number: 1, state: 'open' },
      });
      expect(await read(items[0].id)).not.toHaveProperty('reason');
    });

    it('is taken up when it was merged before anybody looked', async () => {
      const { api, git, promote, read, webhook } = await start();
      loseAnswer(git, 'open');
      const silent = jest
        .spyOn(git.pullRequests, 'findAll')
        .mockRejectedValue(new ServiceUnavailableError('No answer.'));
      await promote();
      const [{ id }] = (await api.get(`${SHOP}/promotions`)).body.items;
      silent.mockRestore();
      const merge = git.merge(1);
      await webhook(1, git.pulls[0].branch);
      expect(await read(id)).toMatchObject({
        status: 'merged',
        mergeCommit: merge,
        mergedAt: expect.any(String),
      });
    });

    it('is the same for whoever asks again', async () => {
      const { git, promote } = await start();
      loseAnswer(git, 'open');
      jest
        .spyOn(git.pullRequests, 'findAll')
        .mockRejectedValueOnce(new ServiceUnavailableError('No answer.'));
      await promote();
      const { status, body } = await promote();
      expect(status).toBe(200);
      expect(body.pullRequest.number).toBe(1);
      expect(git.pulls).toHaveLength(1);
    });

    it('leaves no trace when nothing can have been opened', async () => {
      const { api, git, promote } = await start();
      loseAnswer(git, 'commit');
      expect((await promote()).status).toBe(503);
      expect((await api.get(`${SHOP}/promotions`)).body.items).toEqual([]);
      expect(git.pulls).toEqual([]);
      expect((await promote()).status).toBe(201);
    });
  });

  it('is refused as what it is when the host refuses, and leaves no trace', async () => {
    const { api, git, promote } = await start();
    jest
      .spyOn(git.pullRequests, 'open')
      .mockRejectedValueOnce(new NotAllowedError('The token may not.'));
    const { status, body } = await promote();
    expect([status, body.error.message]).toEqual([403, 'The token may not.']);
    expect((await api.get(`${SHOP}/promotions`)).body.items).toEqual([]);
  });

  describe('to whose branch somebody else pushed', () => {
    it('says so on the record and at the host, once, and shows the real diff', async () => {
      const { api, git, promote, read, statusOf, webhook } = await start();
      const { body: opened } = await promote();
      const theirs = git.push(opened.branch, [
        { path: PRODUCTION, content: kustomization('6.6') },
      ]);
      await webhook(1);
      await webhook(1);
      expect(await read(opened.id)).toMatchObject({
        status: 'open',
        headCommit: opened.headCommit,
        reason: {
          code: 'HeadMoved',
          params: { pullRequest: 1, commit: theirs, by: FAKE_AUTHOR },
        },
        pullRequest: { headMoved: { commit: theirs, by: FAKE_AUTHOR } },
      });
      expect(git.pulls[0].comments).toEqual([
        expect.stringMatching(
          /no longer points at the commit .* written by `erin`\./,
        ),
      ]);
      expect(statusOf(theirs)).toMatchObject({ state: 'failed' });
      const { body } = await api.get(
        `/api/delivery/promotions/${opened.id}/files`,
      );
      expect(body.items).toMatchObject([
        { path: PRODUCTION, diff: expect.stringContaining('6.6') },
      ]);
    });

    it.each([
      [
        'pushed',
        (git: FakeGitHost, { branch }: Promotion) =>
          git.push(branch, [
            { path: PRODUCTION, content: kustomization('6.6') },
          ]),
      ],
      [
        'forced',
        (git: FakeGitHost, { branch, baseCommit }: Promotion) =>
          git.forcePush(branch, baseCommit, [
            { path: PRODUCTION, content: kustomization('6.6') },
          ]),
      ],
    ])('has failed when another release was merged: %s', async (_, change) => {
      const { argocd, git, promote, read, webhook } = await start();
      const { body: opened } = await promote();
      change(git, opened);
      const merge = git.merge(1);
      const base = application('shop', 'production');
      argocd.set({
        ...base,
        status: {
          ...base.status,
          ...release('1.1'),
          sync: { status: 'Synced', revision: merge },
        },
      });
      await webhook(1);
      expect(await read(opened.id)).toMatchObject({
        status: 'failed',
        mergeCommit: merge,
        reason: {
          code: 'MergedContentDiffers',
          params: { commit: merge, files: [PRODUCTION] },
        },
      });
    });

    it('is followed when the promised release was merged all the same', async () => {
      const { git, promote, read, webhook } = await start();
      const { body: opened } = await promote();
      git.push(opened.branch, [{ path: 'README.md', content: 'theirs' }]);
      git.merge(1, 'squash');
      await webhook(1);
      expect(await read(opened.id)).toMatchObject({ status: 'merged' });
    });

    it('is left as it is when the same is promoted again', async () => {
      const { git, promote } = await start();
      const { body: first } = await promote();
      const theirs = git.push(first.branch, [{ path: 'x', content: 'theirs' }]);
      git.close(1);
      const { status, body: second } = await promote();
      expect(status).toBe(201);
      expect(git.branches.get(first.branch)).toBe(theirs);
      expect(second.branch).toBe(`${first.branch}-2`);
      expect(git.pulls[1]).toMatchObject({
        branch: second.branch,
        headCommit: second.headCommit,
        body: expect.stringContaining(`The branch \`${first.branch}\` holds`),
      });
    });
  });

  describe('that was given another base branch', () => {
    async function retarget() {
      const started = await start();
      const { body: opened } = await started.promote();
      started.git.forcePush('release', opened.baseCommit, [
        { path: 'notes.txt', content: 'one' },
      ]);
      started.git.retarget(1, 'release');
      await started.webhook(1);
      return { ...started, opened };
    }

    it('says so on the record and at the host, until it is set back', async () => {
      const { git, opened, read, statusOf, webhook } = await retarget();
      expect(await read(opened.id)).toMatchObject({
        status: 'open',
        reason: {
          code: 'PullRequestRetargeted',
          params: { pullRequest: 1, base: 'release', expected: 'main' },
        },
        pullRequest: { retargeted: { base: 'release', expected: 'main' } },
      });
      expect(statusOf(opened.headCommit)).toMatchObject({ state: 'failed' });
      git.retarget(1, 'main');
      await webhook(1);
      expect((await read(opened.id)).pullRequest).not.toHaveProperty(
        'retargeted',
      );
      expect(statusOf(opened.headCommit)).toMatchObject({ state: 'passed' });
    });

    it('has failed when it was merged there', async () => {
      const { git, opened, read, webhook } = await retarget();
      const merge = git.merge(1);
      await webhook(1);
      expect(await read(opened.id)).toMatchObject({
        status: 'failed',
        mergeCommit: merge,
        reason: {
          code: 'MergedElsewhere',
          params: { commit: merge, base: 'release', expected: 'main' },
        },
      });
    });

    it('is followed where the promised branch has the merge', async () => {
      const { git, opened, read, webhook } = await retarget();
      const merge = git.merge(1);
      git.mergeBranch('main', 'release');
      await webhook(1);
      expect(await read(opened.id)).toMatchObject({
        status: 'merged',
        mergeCommit: merge,
      });
    });
  });

  it('that goes into another branch is not taken for its own', async () => {
    const { git, promote } = await start();
    git.pushBranch('old', { a: '1' });
    loseAnswer(git, 'open');
    jest
      .spyOn(git.pullRequests, 'findAll')
      .mockRejectedValueOnce(new ServiceUnavailableError('No answer.'));
    await promote();
    git.pulls[0].baseBranch = 'old';
    const { body } = await promote();
    expect(body.pullRequest.number).toBe(2);
    expect(git.pulls[1]).toMatchObject({ baseBranch: 'main', state: 'open' });
  });

  it('that conflicts says where, and is renewed on what is there now', async () => {
    const { git, promote, read, renew, webhook } = await start();
    const { body: older } = await promote();
    git.push('main', [
      { path: PRODUCTION, content: kustomization('1.0-hotfix') },
    ]);
    await webhook(1);
    expect(await read(older.id)).toMatchObject({
      status: 'open',
      reason: {
        code: 'PullRequestConflicts',
        params: { files: [PRODUCTION] },
      },
      pullRequest: { mergeable: false, conflicts: [PRODUCTION] },
    });

    const [first, second] = await Promise.all([
      renew(older.id),
      renew(older.id),
    ]);
    const third = await renew(older.id);
    const answers = [first, second, third];
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const { body: newer } = third;
    expect(newer).toMatchObject({
      status: 'open',
      pullRequest: { number: 2 },
      baseCommit: await git.reader.head('main'),
      changes: [{ from: { tag: '1.0-hotfix' }, to: { tag: '1.1' } }],
    });
    expect(git.pulls).toMatchObject([
      {
        state: 'closed',
        comments: [expect.stringContaining('Superseded by #2')],
      },
      { state: 'open', branch: `${older.branch}-2` },
    ]);
    expect(await read(older.id)).toMatchObject({
      status: 'superseded',
      reason: { code: 'Superseded', params: { pullRequest: 2 } },
    });
  });

  it('is renewed by one of its own, also when the base is the same', async () => {
    const { git, promote, renew } = await start();
    const { body: older } = await promote();
    const { body: newer } = await renew(older.id);
    expect(newer.pullRequest.number).toBe(2);
    expect(git.pulls).toMatchObject([{ state: 'closed' }, { state: 'open' }]);
  });

  it('is renewed only while it is open', async () => {
    const { git, promote, renew, webhook } = await start();
    const { body } = await promote();
    git.close(1);
    await webhook(1);
    const { status, body: answer } = await renew(body.id);
    expect(status).toBe(409);
    expect(answer.error.message).toContain('this one is rejected');
  });

  it('is followed when it is closed, opened again and merged', async () => {
    const { git, promote, status, webhook } = await start();
    const { body: opened } = await promote();
    git.close(1);
    await webhook(1);
    expect(await status(opened.id)).toBe('rejected');
    git.reopen(1);
    await webhook(1);
    expect(await status(opened.id)).toBe('open');
    expect((await promote()).body.id).toBe(opened.id);
    git.merge(1);
    await webhook(1);
    expect(await status(opened.id)).toBe('merged');
  });

  it('is closed as superseded when it is opened again beside a newer one', async () => {
    const { git, promote, status, webhook } = await start();
    const { body: first } = await promote();
    git.close(1);
    const { body: second } = await promote();
    expect(second.id).not.toBe(first.id);
    git.reopen(1);
    await webhook(1);
    await webhook(1);
    expect(await status(first.id)).toBe('superseded');
    expect(git.pulls[0].state).toBe('closed');
    expect(await status(second.id)).toBe('open');
  });

  it('shows its checks, without the status that the portal writes', async () => {
    const { git, promote, read, webhook } = await start();
    const { body: opened } = await promote();
    const url = 'https://ci.example/7';
    git.setChecks(opened.headCommit, [
      { name: 'lint', state: 'passed' },
      { name: 'scan', state: 'pending', url },
    ]);
    await webhook(1);
    await webhook(1);
    expect((await read(opened.id)).pullRequest?.checks).toEqual({
      state: 'pending',
      items: [
        { name: 'lint', state: 'passed' },
        { name: 'scan', state: 'pending', url },
      ],
    });
  });

  it('is open although an older one could not be closed, which is done later', async () => {
    const { argocd, git, promote, status, synced, webhook } = await start();
    const { body: older } = await promote();
    git.push('main', [
      { path: kustomizationPath('staging'), content: kustomization('1.2') },
    ]);
    argocd.set(
      application('shop', 'staging', { ...release('1.2'), ...synced }),
    );
    const close = jest
      .spyOn(git.pullRequests, 'close')
      .mockRejectedValue(new NotAllowedError('The token may not.'));
    let newer: Promotion | undefined;
    await eventually(async () => {
      const { status: code, body } = await promote();
      expect([code, body.pullRequest?.number]).toEqual([201, 2]);
      newer = body;
    });
    expect(newer?.status).toBe('open');
    expect(await status(older.id)).toBe('open');

    close.mockRestore();
    await webhook(1);
    expect(await status(older.id)).toBe('superseded');
    expect(git.pulls[0].state).toBe('closed');
  });

  describe('while it is open', () => {
    it.each([
      ['goes back to what the target has', '1.0'],
      ['moves on', '1.2'],
    ])(
      'is not judged by another release when its source %s',
      async (_what, now) => {
        const { git, promote, read, statusOf, webhook } = await start();
        const { body: opened } = await promote();
        await webhook(1);
        git.push('main', [
          { path: kustomizationPath('staging'), content: kustomization(now) },
        ]);
        await webhook(1);
        const reason = {
          code: 'SourceMovedOn',
          params: { environment: 'staging', promoted: '1.1', now },
        };
        expect(await read(opened.id)).toMatchObject({
          status: 'open',
          reason: { code: 'GateNoLongerPasses', params: { reason } },
          pullRequest: { gates: { state: 'pending', reason } },
        });
        expect(statusOf(opened.headCommit)).toMatchObject({
          state: 'pending',
          description: expect.stringContaining(
            `staging has ${now} in Git now, not 1.1`,
          ),
        });

        git.push('main', [
          { path: kustomizationPath('staging'), content: kustomization('1.1') },
        ]);
        await webhook(1);
        expect(
          (await read(opened.id)).pullRequest?.gates?.reason?.code,
        ).not.toBe('SourceMovedOn');
      },
    );

    it('carries the answer of the gates as a commit status, and as its reason', async () => {
      const { argocd, git, promote, read, statusOf, synced, webhook } =
        await start();
      const setStatus = jest.spyOn(git.pullRequests, 'setStatus');
      const { body: opened } = await promote();
      await webhook(1);
      await webhook(1);
      expect(statusOf(opened.headCommit)).toEqual({
        context: CONTEXT,
        state: 'passed',
        description: 'All gates pass.',
        url: 'https://portal.example/catalog/default/component/shop',
      });
      expect(setStatus).toHaveBeenCalledTimes(1);

      argocd.set(
        application('shop', 'staging', {
          ...release('1.1'),
          ...synced,
          health: { status: 'Degraded', message: 'CrashLoopBackOff' },
        }),
      );
      // The change of Argo CD alone leads to it.
      await eventually(async () =>
        expect(statusOf(opened.headCommit)).toMatchObject({
          state: 'failed',
          description: expect.stringContaining('CrashLoopBackOff'),
        }),
      );
      expect(await read(opened.id)).toMatchObject({
        status: 'open',
        reason: {
          code: 'GateNoLongerPasses',
          params: { reason: { code: 'EnvironmentUnhealthy' } },
        },
        pullRequest: { gates: { state: 'failed' } },
      });

      argocd.set(
        application('shop', 'staging', { ...release('1.1'), ...synced }),
      );
      await eventually(async () =>
        expect(statusOf(opened.headCommit)).toMatchObject({ state: 'passed' }),
      );
      expect(await read(opened.id)).not.toHaveProperty('reason');
    });

    it('is followed by a token that may not set statuses or read checks', async () => {
      const { git, promote, read, webhook } = await start();
      const refusal = new NotAllowedError('The token may not.');
      jest.spyOn(git.pullRequests, 'setStatus').mockRejectedValue(refusal);
      jest.spyOn(git.pullRequests, 'checks').mockRejectedValue(refusal);
      const { body: opened } = await promote();
      await webhook(1);
      expect(await read(opened.id)).toMatchObject({
        status: 'open',
        pullRequest: { state: 'open', gates: { state: 'passed' } },
      });
      git.merge(1);
      await webhook(1);
      expect(await read(opened.id)).toMatchObject({ status: 'merged' });
    });
  });
});
