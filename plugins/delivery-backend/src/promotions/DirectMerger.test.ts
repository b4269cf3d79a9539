import { mockServices } from '@backstage/backend-test-utils';
import type { PromotionPullRequest } from '@stonegarden/backstage-plugin-delivery-common';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import type { LineStore } from '../line/LineStore';
import { DirectMerger } from './DirectMerger';
import type { PromotionRecord } from './PromotionRecord';

const SOURCE_URL = 'https://git.example/acme/platform/tree/main/shop/';

const MINUTE = 60 * 1000;

async function start() {
  const git = new FakeGitHost({ 'shop/k.yaml': 'old\n' });
  const location = await git.hosts.resolve(SOURCE_URL);
  const commit = await git.pullRequests.commit({
    parent: await git.reader.head('main'),
    edits: [{ path: 'shop/k.yaml', content: 'new\n' }],
    title: 'Promote',
  });
  const opened = await git.pullRequests.open({
    branch: 'stonegarden/promote/shop',
    commit,
    baseBranch: 'main',
    title: 'Promote',
    body: '',
  });
  const facts: PromotionPullRequest = {
    number: opened.number,
    url: opened.url,
    title: opened.title,
    state: 'open',
    mergeable: true,
    gates: { state: 'passed', direct: true, asOf: '2026-01-01T00:00:00.000Z' },
  };
  const record = {
    id: 'p-1',
    entityRef: 'component:default/shop',
    to: 'staging',
    status: 'open',
    createdAt: new Date(Date.now() - 10 * MINUTE).toISOString(),
    headCommit: commit,
    pullRequest: facts,
  } as PromotionRecord;
  const auditor = mockServices.auditor.mock();
  const audit = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(audit);
  const logger = mockServices.logger.mock();
  const lines = {
    current: jest.fn<ReturnType<LineStore['current']>, []>(
      async () => undefined,
    ),
  };
  const merger = new DirectMerger({ auditor, lines, logger, method: 'merge' });
  const merge = async (
    change: {
      record?: Partial<PromotionRecord>;
      facts?: Partial<PromotionPullRequest>;
    } = {},
  ) =>
    merger.mergeIfDue(
      { ...record, ...change.record },
      {
        pull: await git.pullRequests.status(opened.number),
        facts: { ...facts, ...change.facts },
      },
      location,
    );
  return {
    audit,
    auditor,
    commit,
    git,
    lines,
    logger,
    merge,
    number: opened.number,
  };
}

const GATES = { asOf: '2026-01-01T00:00:00.000Z' };

describe('DirectMerger', () => {
  it('merges what was judged, and leaves an audit event', async () => {
    const { audit, auditor, commit, git, merge } = await start();
    expect(await merge()).toBe(true);
    expect(git.pulls[0]).toMatchObject({ state: 'merged', headCommit: commit });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'promotion-merge',
        meta: {
          promotion: 'p-1',
          entityRef: 'component:default/shop',
          environment: 'staging',
          commit,
        },
      }),
    );
    expect(audit.success).toHaveBeenCalledTimes(1);
  });

  it.each<
    [
      string,
      {
        record?: Partial<PromotionRecord>;
        facts?: Partial<PromotionPullRequest>;
      },
    ]
  >([
    [
      'the policy does not say so',
      { facts: { gates: { ...GATES, state: 'passed' } } },
    ],
    [
      'a gate waits',
      { facts: { gates: { ...GATES, state: 'pending', direct: true } } },
    ],
    [
      'a gate is not known',
      { facts: { gates: { ...GATES, state: 'unknown', direct: true } } },
    ],
    ['the gates were not asked', { facts: { gates: undefined } }],
    ['it conflicts', { facts: { mergeable: false } }],
    [
      'the host does not say that it merges',
      { facts: { mergeable: undefined } },
    ],
    [
      'somebody pushed to it',
      { facts: { headMoved: { commit: 'f'.repeat(40) } } },
    ],
    [
      'it goes elsewhere',
      { facts: { retargeted: { base: 'next', expected: 'main' } } },
    ],
    [
      'a check has failed',
      { facts: { checks: { state: 'failed', items: [] } } },
    ],
    [
      'a check is running',
      { facts: { checks: { state: 'pending', items: [] } } },
    ],
    ['its checks are not known', { facts: { checksUnknown: true } }],
    [
      'checks that have passed are not all that are known',
      {
        facts: {
          checksUnknown: true,
          checks: {
            state: 'passed',
            items: [{ name: 'lint', state: 'passed' }],
          },
        },
      },
    ],
    [
      'checks may not have begun',
      { record: { createdAt: new Date(Date.now() - MINUTE).toISOString() } },
    ],
    [
      'only the quickest check may have begun',
      {
        record: { createdAt: new Date(Date.now() - MINUTE).toISOString() },
        facts: {
          checks: {
            state: 'passed',
            items: [{ name: 'lint', state: 'passed' }],
          },
        },
      },
    ],
    ['it is not open any more', { record: { status: 'superseded' } }],
    ['another commit is recorded', { record: { headCommit: 'f'.repeat(40) } }],
    [
      'it is a rollback',
      { record: { rollback: {} as PromotionRecord['rollback'] } },
    ],
  ])('does not merge when %s', async (_why, change) => {
    const { auditor, git, merge } = await start();
    expect(await merge(change)).toBe(false);
    expect(git.pulls[0].state).toBe('open');
    expect(auditor.createEvent).not.toHaveBeenCalled();
  });

  it('does not wait where every required check has passed', async () => {
    const { merge } = await start();
    const merged = merge({
      record: { createdAt: new Date().toISOString() },
      facts: {
        checks: {
          state: 'passed',
          items: [{ name: 'build', state: 'passed', required: true }],
        },
      },
    });
    expect(await merged).toBe(true);
  });

  it('does not merge when the line was stopped since the gates were asked', async () => {
    const { auditor, git, lines, merge } = await start();
    const stop = { reason: 'Wait', by: 'user:default/rita', at: GATES.asOf };
    lines.current.mockResolvedValue(stop);
    expect(await merge()).toBe(false);
    expect(git.pulls[0].state).toBe('open');
    expect(auditor.createEvent).not.toHaveBeenCalled();
  });

  it('does not merge when it is not known whether the line is stopped', async () => {
    const { git, lines, logger, merge } = await start();
    lines.current.mockRejectedValue(new Error('No database.'));
    expect(await merge()).toBe(false);
    expect(git.pulls[0].state).toBe('open');
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('No database.'),
    );
  });

  it('leaves open what the host refuses, and says so', async () => {
    const { audit, git, logger, merge } = await start();
    jest
      .spyOn(git.pullRequests, 'merge')
      .mockRejectedValue(new Error('Required status check is expected'));
    expect(await merge()).toBe(false);
    expect(audit.fail).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('Required status check is expected'),
    );
  });
});
