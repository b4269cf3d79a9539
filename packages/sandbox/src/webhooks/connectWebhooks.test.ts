import { eventually } from '@stonegarden/test-utils';
import { overlayText } from '../__testUtils__/smallSeed';
import { REPO, proposeFiles, testSandbox } from '../__testUtils__/testSandbox';
import { webhookReceiver } from '../__testUtils__/webhookReceiver';

const DEV = 'kubernetes/services/web/environments/dev/kustomization.yaml';
const ZERO = '0'.repeat(40);

describe('connectWebhooks', () => {
  let portal: Awaited<ReturnType<typeof webhookReceiver>>;
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;

  beforeEach(async () => {
    portal = await webhookReceiver('secret');
    sandbox = await testSandbox({
      webhook: { url: portal.url, secret: 'secret' },
    });
  });
  afterEach(async () => {
    await sandbox.stop();
    await portal.close();
  });

  const events = (count: number) =>
    eventually(() => {
      expect(portal.received.length).toBeGreaterThanOrEqual(count);
      return portal.received;
    });

  it('tells the life of a pull request in order', async () => {
    const { octokit } = sandbox;
    await proposeFiles(
      octokit,
      'x',
      { [DEV]: overlayText('ghcr.io/acme/web', '2') },
      'web 2',
    );
    await octokit.pulls.update({ ...REPO, pull_number: 1, title: 'Better' });
    await octokit.pulls.update({ ...REPO, pull_number: 1, state: 'closed' });
    await octokit.pulls.update({ ...REPO, pull_number: 1, state: 'open' });
    await octokit.pulls.merge({ ...REPO, pull_number: 1 });
    const received = await events(7);
    expect(
      received.map(
        ({ event, payload }) => `${event} ${payload.action ?? payload.ref}`,
      ),
    ).toEqual([
      'push refs/heads/x',
      'pull_request opened',
      'pull_request edited',
      'pull_request closed',
      'pull_request reopened',
      'pull_request closed',
      'push refs/heads/main',
    ]);
    expect(received[2].payload).toMatchObject({
      changes: { title: { from: 'web 2' } },
    });
    expect(received[3].payload).toMatchObject({
      pull_request: { merged: false },
    });
    expect(received[5].payload).toMatchObject({
      number: 1,
      pull_request: { merged: true },
      repository: { full_name: 'stonegarden/homelab' },
    });
  });

  it('names the files of each pushed commit', async () => {
    const { octokit } = sandbox;
    const pull = await proposeFiles(octokit, 'x', {
      [DEV]: overlayText('ghcr.io/acme/web', '2'),
      'new.txt': 'new',
    });
    const [push] = await events(1);
    expect(push.payload).toMatchObject({
      ref: 'refs/heads/x',
      before: ZERO,
      after: pull.head.sha,
      created: true,
      deleted: false,
      forced: false,
      commits: [
        {
          id: pull.head.sha,
          message: 'A change',
          added: ['new.txt'],
          modified: [DEV],
          removed: [],
        },
      ],
      head_commit: { id: pull.head.sha },
      repository: {
        full_name: 'stonegarden/homelab',
        html_url: `${sandbox.gitUrl}/stonegarden/homelab`,
        clone_url: `${sandbox.gitUrl}/stonegarden/homelab.git`,
        default_branch: 'main',
      },
      sender: { login: 'stonegarden-portal' },
    });
  });

  it('tells of a moved head, a forced one, and a removed branch', async () => {
    const { octokit } = sandbox;
    const first = await proposeFiles(octokit, 'x', { 'a.txt': 'a' });
    const second = await proposeFiles(octokit, 'y', { 'b.txt': 'b' });
    await octokit.git.updateRef({
      ...REPO,
      ref: 'heads/x',
      sha: second.head.sha,
      force: true,
    });
    await octokit.git.deleteRef({ ...REPO, ref: 'heads/x' });
    const received = (await events(8)).slice(4);
    expect(
      received.map(
        ({ event, payload }) => `${event} ${payload.action ?? payload.ref}`,
      ),
    ).toEqual([
      'pull_request synchronize',
      'push refs/heads/x',
      'pull_request closed',
      'push refs/heads/x',
    ]);
    expect(received[0].payload).toMatchObject({
      before: first.head.sha,
      after: second.head.sha,
    });
    expect(received[1].payload).toMatchObject({ forced: true });
    expect(received[3].payload).toMatchObject({
      deleted: true,
      after: ZERO,
      commits: [],
      head_commit: null,
    });
  });
});
