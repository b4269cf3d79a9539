import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import type { GitHosts } from '@stonegarden/backstage-plugin-delivery-node';
import { openedShop } from '../__testUtils__/openedShop';
import { ReleaseReader } from './ReleaseReader';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);

describe('ReleaseReader', () => {
  function create() {
    const opened = openedShop();
    const { applications, argocd, git, readModel, service } = opened;
    const commit = jest.fn(async (id: string) => ({
      id,
      title: 'A change',
      author: 'Mo',
      at: '2026-01-01T00:00:00Z',
    }));
    const commits = jest.fn(async () => ({
      items: [{ id: B, title: 'The next change' }],
      complete: true,
    }));
    const hosts = {
      resolve: async () => ({
        path: 'kubernetes/services/shop',
        reader: { commit, commits },
        repository: {
          commitUrl: (id: string) => `https://git.example/c/${id}`,
          compareUrl: (from: string, to: string) =>
            `https://git.example/d/${from}...${to}`,
        },
      }),
    } as unknown as GitHosts;
    const metadata = jest
      .spyOn(argocd.onDemand, 'revisionMetadata')
      .mockResolvedValue({
        message: 'A change\n\nand why',
        author: 'Mo <m@x>',
      });
    const reader = new ReleaseReader({
      applications,
      hosts,
      logger: mockServices.logger.mock(),
      readModel,
      rollouts: { read: async () => [] } as never,
    });
    const read = (environment = 'production', withBefore = () => true) =>
      reader.read(service, environment, withBefore);
    /** Another commit is deployed to every environment before production. */
    const moveOn = () => {
      git.head = B;
      for (const name of ['shop-dev', 'shop-staging']) {
        argocd.syncNow(name);
        argocd.settle(name);
      }
    };
    return { ...opened, commit, commits, metadata, moveOn, read };
  }

  it('tells the Release and its commit: its address by the Git host, its whole message by Argo CD', async () => {
    const { read } = create();
    expect(await read()).toMatchObject({
      release: { images: [{ tag: 'a' }] },
      commit: {
        id: A,
        title: 'A change',
        message: 'A change\n\nand why',
        url: `https://git.example/c/${A}`,
      },
      before: { environment: 'staging', commits: [], complete: true },
      rollouts: [],
    });
  });

  it('needs only one of the two', async () => {
    const one = create();
    one.commit.mockRejectedValue(new Error('down'));
    expect((await one.read()).commit).toEqual({
      id: A,
      title: 'A change',
      message: 'A change\n\nand why',
      author: 'Mo',
    });
    const other = create();
    other.metadata.mockRejectedValue(new Error('down'));
    expect((await other.read()).commit).toMatchObject({
      url: `https://git.example/c/${A}`,
    });
  });

  it('tells the Release without its commit where neither answers, and why, and asks again', async () => {
    const { commit, metadata, read } = create();
    commit.mockRejectedValueOnce(new Error('at https://git.internal'));
    metadata.mockRejectedValueOnce(new Error('down'));
    const said = await read();
    expect(said).toMatchObject({
      release: { images: [{ tag: 'a' }] },
      problem: { code: 'CommitNotRead', params: { commit: A } },
    });
    expect(said).not.toHaveProperty('commit');
    expect(JSON.stringify(said)).not.toContain('git.internal');
    expect((await read()).commit).toBeDefined();
  });

  it('reads a commit and a range once: neither ever changes', async () => {
    const { commit, commits, metadata, moveOn, read } = create();
    moveOn();
    await Promise.all([read(), read()]);
    await read();
    expect(commit).toHaveBeenCalledTimes(1);
    expect(metadata).toHaveBeenCalledTimes(1);
    expect(commits).toHaveBeenCalledTimes(1);
  });

  it('tells the commits that the environment before has and this one does not', async () => {
    const { commits, moveOn, read } = create();
    moveOn();
    expect((await read()).before).toEqual({
      environment: 'staging',
      commits: [{ id: B, title: 'The next change' }],
      complete: true,
      url: `https://git.example/d/${A}...${B}`,
    });
    expect(commits).toHaveBeenCalledWith('kubernetes/services/shop', {
      head: B,
      until: A,
      limit: 50,
    });
  });

  it.each([
    [new NotFoundError('no such commit'), 'DeployedCommitMissing'],
    [new Error('down'), 'CommitNotRead'],
  ])('says why it cannot tell them: %s', async (error, code) => {
    const { commits, moveOn, read } = create();
    moveOn();
    commits.mockRejectedValue(error);
    expect((await read()).before).toMatchObject({
      environment: 'staging',
      commits: [],
      complete: false,
      problem: { code },
    });
  });

  it('tells nothing of an environment that the viewer may not see, and the first has none before it', async () => {
    const { commits, moveOn, read } = create();
    moveOn();
    expect(await read('production', () => false)).not.toHaveProperty('before');
    expect(await read('dev')).not.toHaveProperty('before');
    expect(commits).not.toHaveBeenCalled();
  });

  it('knows no commit of what was never deployed', async () => {
    const { argocd, read } = create();
    argocd.change('shop-production', application => {
      application.history = [];
    });
    expect(await read()).toMatchObject({
      problem: { code: 'DeployedCommitUnknown' },
      before: {
        environment: 'staging',
        complete: false,
        problem: { code: 'DeployedCommitUnknown' },
      },
    });
  });
});
