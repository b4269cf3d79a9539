import { mockServices } from '@backstage/backend-test-utils';
import {
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import type { PullRequestConfig } from '../config/readPullRequestConfig';
import { HostTeller } from './HostTeller';
import type { PromotionRecord } from './PromotionRecord';
import { PullRequestMarks } from './PullRequestMarks';

const SOURCE_URL = 'https://github.com/acme/platform/tree/main/shop/';

async function start(config: Partial<PullRequestConfig> = {}) {
  const git = new FakeGitHost({ 'shop/k.yaml': 'old\n' });
  const location = await git.hosts.resolve(SOURCE_URL);
  const baseCommit = await git.reader.head('main');
  const commit = await git.pullRequests.commit({
    parent: baseCommit,
    edits: [{ path: 'shop/k.yaml', content: 'new\n' }],
    title: 'Promote',
  });
  const branch = 'stonegarden/promote/shop';
  const pull = await git.pullRequests.open({
    ...{ branch, commit, baseBranch: 'main', title: 'Promote', body: '' },
  });
  const record = {
    id: 'p-1',
    entityRef: 'component:default/shop',
    repository: 'github.com/acme/platform',
    to: 'staging',
    told: {},
    status: 'open',
    headCommit: commit,
    pullRequest: { number: 1, url: '', title: '', state: 'open' },
  } as unknown as PromotionRecord;
  const logger = mockServices.logger.mock();
  const find = jest.fn(async () => ({
    users: ['grace', 'linus'],
    teams: ['payments'],
  }));
  const teller = new HostTeller({
    store: {
      setTold: async () => {},
      claimSharedStatus: async () => true,
      setSharedStatus: async () => {},
      listSharing: async () => [],
    },
    marks: new PullRequestMarks({
      config: {
        labels: ['promotion', 'promotion/{{environment}}'],
        mergeMethod: 'merge',
        rollbackLabels: ['rollback'],
        reviewers: true,
        ...config,
      },
      reviewers: { of: find },
      logger,
    }),
    portalUrl: 'https://portal.example',
    logger,
  });
  return {
    ...{ find, git, logger, record, teller },
    tell: async () => {
      await teller.tell(record, pull, location);
      await teller.mark(record, pull, location, { isMerged: false });
    },
    markMerged: () => teller.mark(record, pull, location, { isMerged: true }),
    warnings: () => logger.warn.mock.calls.map(([message]) => message),
  };
}

describe('what is told at the Git host when a pull request is open', () => {
  it('are labels and reviewers, once', async () => {
    const { find, git, record, tell, teller } = await start();
    expect(teller.owes(record)).toBe(true);
    await tell();
    expect(git.pulls[0]).toMatchObject({
      labels: ['promotion', 'promotion/staging'],
      requested: { users: ['grace', 'linus'], teams: ['payments'] },
    });
    expect(teller.owes(record)).toBe(false);
    // What people take away stays away.
    git.pulls[0].labels = [];
    await tell();
    expect(git.pulls[0].labels).toEqual([]);
    expect(find).toHaveBeenCalledTimes(1);
  });

  it('are labels only once the portal has merged it', async () => {
    const { find, git, markMerged } = await start();
    await markMerged();
    expect(git.pulls[0].labels).toEqual(['promotion', 'promotion/staging']);
    expect(find).not.toHaveBeenCalled();
  });

  it('are no reviewers of a service that left the catalog, which is asked once', async () => {
    const { find, record, tell, teller, warnings } = await start();
    find.mockRejectedValue(new NotFoundError('No such service.'));
    await tell();
    expect(teller.owes(record)).toBe(false);
    await tell();
    expect(find).toHaveBeenCalledTimes(1);
    expect(warnings()).toEqual([]);
  });

  it('are the labels of the way back for a rollback', async () => {
    const { git, record, tell } = await start();
    record.rollback = {} as PromotionRecord['rollback'];
    await tell();
    expect(git.pulls[0].labels).toEqual(['rollback']);
  });

  it('are none when they are switched off, or would be too long', async () => {
    const { git, record, tell, teller } = await start({
      labels: [`${'x'.repeat(50)}/{{environment}}`],
      reviewers: false,
    });
    expect(teller.owes(record)).toBe(false);
    await tell();
    expect(git.pulls[0]).toMatchObject({
      labels: [],
      requested: { users: [], teams: [] },
    });
  });

  it('leaves out those whom the host does not let review, and says it once', async () => {
    const { git, record, tell, teller, warnings } = await start();
    git.strangers.add('linus');
    await tell();
    await tell();
    expect(git.pulls[0].requested.users).toEqual(['grace']);
    expect(record.told.reviewers).toEqual(['grace', 'payments']);
    expect(warnings()).toEqual([expect.stringContaining('linus')]);
    expect(teller.owes(record)).toBe(false);
  });

  it('is written again when the host did not answer', async () => {
    const { git, record, tell, teller } = await start();
    jest
      .spyOn(git.pullRequests, 'addLabels')
      .mockRejectedValueOnce(new ServiceUnavailableError('No answer.'));
    await tell();
    expect(record.told.labels).toBeUndefined();
    expect(teller.owes(record)).toBe(true);
    await tell();
    expect(git.pulls[0].labels).toEqual(['promotion', 'promotion/staging']);
  });

  it('is said once in the log when the host refuses it, and is owed no more', async () => {
    const { git, record, tell, teller, warnings } = await start();
    jest
      .spyOn(git.pullRequests, 'addLabels')
      .mockRejectedValue(new InputError('No such label.'));
    jest
      .spyOn(git.pullRequests, 'requestReviewers')
      .mockRejectedValue(new NotAllowedError('Not with this token.'));
    await tell();
    await tell();
    expect(warnings()).toEqual([
      expect.stringContaining('has no labels of the portal'),
      expect.stringContaining('reviewers of pull request #1'),
    ]);
    expect(teller.owes(record)).toBe(false);
  });
});
