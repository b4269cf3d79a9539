import { FakeGitHost } from './FakeGitHost';
import { gitHostContract } from './gitHostContract';

gitHostContract(
  'FakeGitHost',
  async () => new FakeGitHost({ 'README.md': '# platform\n' }),
);

describe('FakeGitHost', () => {
  it('merges what a pull request changed and keeps what others did', async () => {
    const host = new FakeGitHost({ a: '1', b: '1' });
    const commit = await host.reader.head('main');
    const pull = await host.pullRequests.propose({
      base: { branch: 'main', commit },
      branch: 'change',
      edits: [{ path: 'a', content: '2' }],
      title: 'Change a',
      body: '',
    });
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

  it('fails while it is down', async () => {
    const host = new FakeGitHost({});
    host.down = true;
    await expect(host.reader.defaultBranch()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });
});
