import { NotFoundError } from '@backstage/errors';
import { mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { DefaultGitHosts } from '../DefaultGitHosts';
import type { GitHostProvider } from '../GitHostProvider';
import type { FileEdit } from '../PullRequests';
import { FakeGitHost } from './FakeGitHost';
import { gitHostContract, GitHostContractTarget } from './gitHostContract';

const GITLAB = 'https://gitlab.com/acme/infra/platform';

function target(
  host: FakeGitHost,
  overrides: Partial<GitHostContractTarget> = {},
): GitHostContractTarget {
  return {
    hosts: host.hosts,
    url: 'https://git.example/acme/platform',
    push: async (branch, files) => host.pushBranch(branch, files),
    renameBranch: async (from, to) => host.renameBranch(from, to),
    commitTo: async (branch, file) => host.push(branch, [file]),
    tag: async (name, commit) => host.tag(name, commit),
    label: async (number, labels) => host.label(number, labels),
    comments: async number => host.pulls[number - 1].comments,
    ...overrides,
  };
}

gitHostContract('FakeGitHost', async () =>
  target(new FakeGitHost({ 'README.md': '# platform\n' })),
);

gitHostContract(
  'a repository in a nested group at a host whose adapter comes from outside',
  async () => {
    const host = new FakeGitHost({ 'README.md': '# platform\n' });
    const gitlab: GitHostProvider = {
      type: 'gitlab',
      connect: ({ owner, name }) => {
        if (owner !== 'acme/infra' || name !== 'platform') {
          throw new NotFoundError(`There is no repository ${owner}/${name}`);
        }
        return { reader: host.reader, pullRequests: host.pullRequests };
      },
    };
    const config = mockServices.rootConfig({
      data: { integrations: { gitlab: [{ host: 'gitlab.com' }] } },
    });
    const hosts = new DefaultGitHosts({
      integrations: ScmIntegrations.fromConfig(config),
      providers: [gitlab],
    });
    return target(host, { hosts, url: GITLAB });
  },
);

/** Opens a pull request for one edit. */
async function propose(host: FakeGitHost, edit: FileEdit) {
  const parent = await host.reader.head('main');
  const commit = await host.pullRequests.commit({
    parent,
    edits: [edit],
    title: 'Change a',
  });
  return host.pullRequests.open({
    branch: 'change',
    commit,
    baseBranch: 'main',
    title: 'Change a',
    body: '',
  });
}

describe('FakeGitHost', () => {
  it('merges what a pull request changed and keeps what others did', async () => {
    const host = new FakeGitHost({ a: '1', b: '1' });
    const pull = await propose(host, { path: 'a', content: '2' });
    host.push('main', [{ path: 'b', content: '2' }]);
    const merge = host.merge(pull.number);
    await expect(host.reader.read('a', merge)).resolves.toMatchObject({
      content: '2',
    });
    await expect(host.reader.read('b', merge)).resolves.toMatchObject({
      content: '2',
    });
    await expect(host.pullRequests.status(1)).resolves.toMatchObject({
      state: 'merged',
      mergeCommit: merge,
    });
  });

  it('renames its default branch, and open pull requests follow', async () => {
    const host = new FakeGitHost({ a: '1' });
    const { number } = await propose(host, { path: 'a', content: '2' });
    host.renameBranch('main', 'trunk');
    await expect(host.reader.defaultBranch()).resolves.toBe('trunk');
    await expect(host.reader.head('main')).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    const merge = host.merge(number);
    await expect(host.reader.head('trunk')).resolves.toBe(merge);
  });

  it('merges nothing that conflicts', async () => {
    const host = new FakeGitHost({ a: '1' });
    const { number } = await propose(host, { path: 'a', content: '2' });
    host.push('main', [{ path: 'a', content: '3' }]);
    expect(() => host.merge(number)).toThrow('cannot be merged: a');
  });

  it('fails while it is down', async () => {
    const host = new FakeGitHost({});
    host.down = true;
    await expect(host.reader.defaultBranch()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });
});
