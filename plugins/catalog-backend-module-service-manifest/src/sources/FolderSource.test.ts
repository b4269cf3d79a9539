import { rename, symlink, utimes } from 'node:fs/promises';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { LocalAddress } from '@stonegarden/repository-address';
import { FolderAddresses } from './FolderAddresses';
import { FolderSource } from './FolderSource';

const manifests = {
  kubernetes: {
    services: {
      shelf: {
        'service.yaml': 'shelf',
        'README.md': 'no',
        environments: {
          dev: { 'kustomization.yaml': 'dev' },
          production: { patches: { 'x.yaml': 'patch', 'x.md': 'no' } },
        },
      },
    },
    bootstrap: { 'teams.yaml': 'teams' },
  },
  other: { 'service.yaml': 'no' },
  '.git': { 'service.yaml': 'no' },
};

function sourceOf(path: string, folder = 'kubernetes') {
  return new FolderSource(
    {
      id: 'local',
      folder,
      apiGroup: 'platform.stonegarden.dev',
      addresses: new FolderAddresses(LocalAddress.parse(path)),
    },
    { path, title: './platform', include: [], exclude: [], timeoutMs: 10_000 },
  );
}

describe('FolderSource', () => {
  const directory = createMockDirectory();
  beforeEach(() => directory.setContent({ repo: manifests, secret: 'secret' }));
  const root = () => directory.resolve('repo');

  it('reads what it would read from a Git host', async () => {
    const { tree, commit } = await sourceOf(root()).read();
    expect(tree).toEqual({
      files: [
        { path: 'kubernetes/bootstrap/teams.yaml', text: 'teams' },
        {
          path: 'kubernetes/services/shelf/environments/dev/kustomization.yaml',
          text: 'dev',
        },
        {
          path: 'kubernetes/services/shelf/environments/production/patches/x.yaml',
          text: 'patch',
        },
        { path: 'kubernetes/services/shelf/service.yaml', text: 'shelf' },
      ],
      environmentFolders: new Map([
        ['kubernetes/services/shelf', ['dev', 'production']],
      ]),
      docsFolders: [],
      refused: [],
    });
    expect(commit).toBeUndefined();
    const { tree: all } = await sourceOf(root(), '').read();
    expect(all.files.map(file => file.path)).toEqual([
      'kubernetes/services/shelf/environments/dev/kustomization.yaml',
      'kubernetes/services/shelf/environments/production/patches/x.yaml',
      'kubernetes/services/shelf/service.yaml',
      'other/service.yaml',
    ]);
  });

  it('knows what is unchanged by times and sizes', async () => {
    const source = sourceOf(root());
    const { etag } = await source.read();
    await expect(source.read(etag)).rejects.toMatchObject({
      name: 'NotModifiedError',
    });
    const path = 'repo/kubernetes/services/shelf/service.yaml';
    await utimes(directory.resolve(path), 1, 1);
    const later = await source.read(etag);
    expect(later.etag).not.toBe(etag);
    directory.addContent({
      'repo/kubernetes/services/shelf/environments/staging/x.txt': '',
    });
    const { tree } = await source.read(later.etag);
    expect(tree.environmentFolders.get('kubernetes/services/shelf')).toEqual([
      'dev',
      'production',
      'staging',
    ]);
  });

  it('follows no link out of the folder, and none in a circle', async () => {
    const services = 'repo/kubernetes/services';
    directory.addContent({
      [`${services}/out/a.txt`]: '',
      [`${services}/in/a.txt`]: '',
    });
    await symlink(
      directory.resolve('secret'),
      directory.resolve(`${services}/out/service.yaml`),
    );
    await symlink(
      '../shelf/service.yaml',
      directory.resolve(`${services}/in/service.yaml`),
    );
    await symlink('..', directory.resolve(`${services}/circle`));
    await symlink('nowhere', directory.resolve(`${services}/in/teams.yaml`));
    const { tree } = await sourceOf(root()).read();
    expect(
      tree.files.filter(({ path }) => path.endsWith('/service.yaml')),
    ).toEqual([
      { path: 'kubernetes/services/in/service.yaml', text: 'shelf' },
      { path: 'kubernetes/services/shelf/service.yaml', text: 'shelf' },
    ]);
  });

  it('follows the link that a sidecar swaps', async () => {
    directory.addContent({
      'next/kubernetes/services/book/service.yaml': 'book',
    });
    const link = directory.resolve('current');
    await symlink('repo', link);
    const source = sourceOf(link);
    const { etag } = await source.read();
    await symlink('next', directory.resolve('swap'));
    await rename(directory.resolve('swap'), link);
    const { tree } = await source.read(etag);
    expect(tree.files).toEqual([
      { path: 'kubernetes/services/book/service.yaml', text: 'book' },
    ]);
  });

  it('does not read what is too large, and says of paths that it cannot use', async () => {
    directory.addContent({
      'repo/kubernetes/services/huge/service.yaml': 'x'.repeat(3_000_000),
      'repo/kubernetes/services/a\u202Eb/service.yaml': 'hidden',
    });
    const { tree } = await sourceOf(root()).read();
    const huge = tree.files.find(file => file.path.includes('huge'));
    expect(huge?.text).toMatch(
      /^apiVersion: platform.stonegarden.dev\/v1alpha1\n###/,
    );
    expect(tree.refused).toEqual([
      '"kubernetes/services/a\\u202eb/service.yaml" was not read: its path has characters that cannot be seen',
    ]);
    expect(tree.files.map(file => file.text)).not.toContain('hidden');
  });

  it('fails when there is nothing', async () => {
    await expect(sourceOf(root(), 'k8s').read()).rejects.toThrow(
      'There is no service.yaml below "k8s" in the folder ./platform',
    );
    await expect(
      sourceOf(directory.resolve('none')).read(),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: 'There is no folder ./platform',
    });
  });
});
