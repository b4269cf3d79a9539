import { FakeGitOpsHost } from './FakeGitOpsHost';
import { gitOpsHostContract } from './gitOpsHostContract';

const repository = { host: 'git.example', owner: 'acme', name: 'platform' };

gitOpsHostContract('FakeGitOpsHost', async () => ({
  host: new FakeGitOpsHost({ 'README.md': '# platform\n' }),
  repository,
}));

describe('FakeGitOpsHost', () => {
  it('merges what a pull request changed and keeps what others did', async () => {
    const host = new FakeGitOpsHost({ a: '1', b: '1' });
    const commit = await host.head(repository, 'main');
    const pull = await host.proposeChange(repository, {
      base: { branch: 'main', commit },
      branch: 'change',
      edits: [{ path: 'a', content: '2' }],
      title: 'Change a',
      body: '',
    });
    host.push('main', [{ path: 'b', content: '2' }]);
    const merge = host.merge(pull.number);
    await expect(host.read(repository, 'a', merge)).resolves.toBe('2');
    await expect(host.read(repository, 'b', merge)).resolves.toBe('2');
    await expect(host.status(repository, 1)).resolves.toMatchObject({
      state: 'merged',
      mergeCommit: merge,
    });
  });

  it('fails while it is down', async () => {
    const host = new FakeGitOpsHost({});
    host.down = true;
    await expect(host.defaultBranch()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });
});
