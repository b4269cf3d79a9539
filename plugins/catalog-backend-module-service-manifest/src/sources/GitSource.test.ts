import { mockServices } from '@backstage/backend-test-utils';
import { BranchAddress } from '@stonegarden/repository-address';
import { FakeRepository } from '../__testUtils__/FakeRepository';
import { GitSource } from './GitSource';
import type { Push } from './push/Push';
import { pushesIn } from './push/pushesIn';
import { LIMITS } from './TreeCollector';
import { UrlReaderAddress } from './UrlReaderAddress';

const URL = 'https://git.example.com/acme/platform/tree/main/';

/** Where Backstage hands on file by file. */
const GITLAB = 'https://gitlab.example.com/acme/platform/-/tree/main/';

function sourceOf(
  urlReader: ConstructorParameters<typeof GitSource>[2]['urlReader'],
  { url = URL, root = 'kubernetes', timeoutMs = 30_000 } = {},
) {
  const address = BranchAddress.parse(url).below(root);
  return new GitSource(
    {
      id: 'acme',
      folder: address.path,
      apiGroup: 'platform.stonegarden.dev',
      addresses: address,
    },
    new UrlReaderAddress(address),
    { urlReader, timeoutMs, include: [], exclude: [] },
  );
}

/** A reader whose tree is these files. */
function readerOf(
  files: Array<{ path: string; size?: number; content: () => Promise<Buffer> }>,
) {
  return mockServices.urlReader.mock({
    readTree: async (_url, options) => ({
      etag: '1',
      files: async () =>
        files.filter(({ path, size = 1 }) => options?.filter?.(path, { size })),
      archive: jest.fn(),
      dir: jest.fn(),
    }),
  });
}

const manifest = (path: string, text: string = path) => ({
  path,
  content: async () => Buffer.from(text),
});

describe('GitSource', () => {
  it('reads manifests, environments and teams, and nothing else', async () => {
    const repository = new FakeRepository(URL, {
      'kubernetes/services/b/service.yaml': 'b',
      'kubernetes/services/a/service.yaml': 'a',
      'kubernetes/services/a/environments/dev/kustomization.yaml': 'dev',
      'kubernetes/services/a/environments/staging/x/y.txt': '',
      'kubernetes/services/a/my-service.yaml': '',
      'kubernetes/services/none/environments/dev/kustomization.yaml': '',
      'kubernetes/bootstrap/teams.yaml': 'teams',
      'kubernetes/bootstrap/core.yaml': '',
      'kubernetes/teams/sre/rbac.yaml': 'rbac',
      'kubernetes/teams/README.md': '',
      'elsewhere/service.yaml': '',
    });
    await expect(sourceOf(repository).read()).resolves.toEqual({
      etag: 'commit-1',
      commit: 'commit-1',
      tree: {
        files: [
          { path: 'kubernetes/bootstrap/teams.yaml', text: 'teams' },
          {
            path: 'kubernetes/services/a/environments/dev/kustomization.yaml',
            text: 'dev',
          },
          { path: 'kubernetes/services/a/service.yaml', text: 'a' },
          { path: 'kubernetes/services/b/service.yaml', text: 'b' },
          { path: 'kubernetes/teams/sre/rbac.yaml', text: 'rbac' },
        ],
        environmentFolders: new Map([
          ['kubernetes/services/a', ['dev', 'staging']],
        ]),
        docsFolders: [],
        refused: [],
      },
    });
  });

  it('says when nothing changed, and does not believe in nothing', async () => {
    const repository = new FakeRepository(URL, { 'README.md': '' });
    const source = sourceOf(repository);
    await expect(source.read('commit-1')).rejects.toMatchObject({
      name: 'NotModifiedError',
    });
    await expect(source.read()).rejects.toMatchObject({
      name: 'NotFoundError',
      message: 'There is no service.yaml below "kubernetes" on branch "main"',
    });
  });

  it.each([
    ['readTree', GITLAB],
    ['files', GITLAB],
    ['content', GITLAB],
    ['archive', URL],
  ])('does not wait forever for %s', async (stage, url) => {
    const never = new Promise<never>(() => {});
    const file = { path: 'services/a/service.yaml', content: () => never };
    const tree = {
      etag: '1',
      files: async () => (stage === 'files' ? never : [file]),
      archive: () => never,
      dir: () => never,
    };
    const reader = mockServices.urlReader.mock({
      readTree: async () => (stage === 'readTree' ? never : tree),
    });
    await expect(
      sourceOf(reader, { timeoutMs: 20, url }).read(),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
  });

  it('fails as a whole when one file cannot be read, or not to its end', async () => {
    const good = manifest('services/a/service.yaml');
    const bad = {
      path: 'services/b/service.yaml',
      content: async () => {
        throw new Error('Premature close');
      },
    };
    await expect(
      sourceOf(readerOf([good, bad]), { url: GITLAB }).read(),
    ).rejects.toThrow('Premature close');
    const short = { ...manifest('services/b/service.yaml', 'abc'), size: 4 };
    await expect(
      sourceOf(readerOf([good, short]), { url: GITLAB }).read(),
    ).rejects.toThrow('The Git host sent an archive that ends too early');
  });

  it('takes no file that is too large, and says of a manifest that it is', async () => {
    const content = jest.fn();
    const size = LIMITS.fileSize + 1;
    const { tree } = await sourceOf(
      readerOf([
        { path: 'services/a/service.yaml', size, content },
        { path: 'teams/sre/rbac.yaml', size, content },
      ]),
      { url: GITLAB },
    ).read();
    expect(content).not.toHaveBeenCalled();
    expect(tree.files).toEqual([
      {
        path: 'kubernetes/services/a/service.yaml',
        text: expect.stringMatching(/^apiVersion: platform.stonegarden.dev/),
      },
    ]);
    expect(tree.refused).toEqual([
      '"kubernetes/teams/sre/rbac.yaml" was not read: it is larger than 2 MiB',
    ]);
  });

  it('takes no part of a source that is too large', async () => {
    const files = Array.from({ length: 130 }, (_, i) => ({
      path: `services/s${i}/service.yaml`,
      size: LIMITS.fileSize,
      content: async () => Buffer.alloc(LIMITS.fileSize),
    }));
    await expect(
      sourceOf(readerOf(files), { url: GITLAB }).read(),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('larger than 256 MiB together'),
    });
  });

  it('refuses hostile paths in a sentence each, and no more sentences than help', async () => {
    const hostile = [
      'services/../../etc/service.yaml',
      'services\\a\\service.yaml',
    ];
    const many = Array.from({ length: 150 }, (_, i) => `x\0${i}/service.yaml`);
    const { tree } = await sourceOf(
      readerOf(
        ['services/a/service.yaml', ...hostile, ...many].map(path =>
          manifest(path, 'content'),
        ),
      ),
      { url: GITLAB },
    ).read();
    expect(tree.files).toHaveLength(1);
    expect(tree.refused).toHaveLength(101);
    expect(tree.refused.at(-1)).toBe('52 more files were not read');
    expect(tree.refused.join()).not.toMatch(/\0|content/);
  });

  it('finds a folder with a space at Gitea in the tree of the root', async () => {
    const url = 'https://gitea.example.com/acme/platform/src/branch/main/';
    const repository = new FakeRepository(url, {
      'my k8s/a/service.yaml': 'a',
      'other/a/service.yaml': 'b',
    });
    const { tree } = await sourceOf(repository, { url, root: 'my k8s' }).read();
    expect(tree.files).toEqual([{ path: 'my k8s/a/service.yaml', text: 'a' }]);
  });

  describe('after a push', () => {
    const A = 'kubernetes/services/a/service.yaml';
    async function start() {
      const repository = new FakeRepository(URL, {
        [A]: 'a',
        'kubernetes/services/b/service.yaml': 'b',
        'kubernetes/services/b/environments/dev/kustomization.yaml': 'dev',
      });
      const source = sourceOf(repository);
      await source.read();
      const push = (
        change: Record<string, string | undefined>,
        other: Partial<Push> = {},
      ): Push => ({
        ...pushesIn('github.push', repository.commit(change))[0],
        ...other,
      });
      return { repository, source, push };
    }

    it('reads what changed, as of the commit that was pushed', async () => {
      const { repository, source, push } = await start();
      const first = push({ [A]: 'a2', 'README.md': 'x' });
      const second = push({
        'kubernetes/services/b/service.yaml': undefined,
        'kubernetes/services/b/environments/dev/kustomization.yaml': undefined,
        'kubernetes/services/a/environments/dev/x.txt': '',
      });
      await expect(source.readPush(first, 'commit-1')).resolves.toEqual({
        change: {
          changed: [{ path: A, text: 'a2' }],
          removed: [],
          refused: [],
          environmentFolders: new Map(),
        },
        commit: 'commit-2',
        etag: 'commit-2',
      });
      await expect(source.readPush(second, 'commit-2')).resolves.toMatchObject({
        change: {
          changed: [],
          removed: expect.arrayContaining([
            'kubernetes/services/b/service.yaml',
          ]),
          environmentFolders: new Map([['kubernetes/services/a', ['dev']]]),
        },
        commit: 'commit-3',
      });
      expect(repository.reads).toBe(1);
    });

    it('follows no push that does not follow', async () => {
      const { source, push } = await start();
      const change = { [A]: 'a2' };
      for (const other of [
        { before: 'x' },
        { isForced: true },
        { isDeleted: true },
        { after: undefined },
        { paths: undefined },
      ]) {
        await expect(
          source.readPush(
            { ...push(change), before: 'commit-1', ...other },
            'commit-1',
          ),
        ).resolves.toBeUndefined();
      }
    });

    it('follows no push of many files, of odd ones, or one that the host does not show', async () => {
      const { repository, source, push } = await start();
      const many = Array.from({ length: 101 }, (_, i) => [
        `kubernetes/services/s${i}/service.yaml`,
        'x',
      ]);
      const follow = (change: Record<string, string | undefined>) =>
        source.readPush(push(change, { before: 'commit-1' }), 'commit-1');
      await expect(follow(Object.fromEntries(many))).resolves.toBeUndefined();
      expect(repository.fileReads).toEqual([]);
      await expect(
        follow({ 'kubernetes/services/a?b/service.yaml': 'x' }),
      ).resolves.toBeUndefined();
      await expect(
        follow({ 'kubernetes/services/a\u202E/service.yaml': 'x' }),
      ).resolves.toBeUndefined();
      repository.shown = 'commit-1';
      await expect(follow({ [A]: 'a3' })).resolves.toBeUndefined();
    });

    it('has the next read look again where a host does not say that history was rewritten', async () => {
      const { source, push } = await start();
      const read = await source.readPush(
        push({ [A]: 'a2' }, { isForced: undefined }),
        'commit-1',
      );
      expect(read?.commit).toBe('commit-2');
      expect(read?.etag).toBeUndefined();
    });
  });

  it.each([
    [{}, true],
    [{ repository: { fullName: 'Acme/Platform' } }, true],
    [{ branch: 'next' }, false],
    [{ repository: { fullName: 'acme/x' } }, false],
    [{ repository: { host: 'github.com', fullName: 'acme/platform' } }, false],
  ])(
    'knows whether it is concerned by a push with %j: %s',
    (other, expected) => {
      const push: Push = {
        repository: { host: 'git.example.com', fullName: 'acme/platform' },
        branch: 'main',
        isDeleted: false,
        ...other,
      };
      expect(sourceOf(readerOf([])).concerns(push)).toBe(expected);
    },
  );
});
