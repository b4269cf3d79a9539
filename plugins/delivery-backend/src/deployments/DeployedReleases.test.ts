import { NotFoundError } from '@backstage/errors';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import {
  kustomization,
  kustomizationPath,
  shop,
  SHOP_IMAGE,
  shopFiles,
} from '../__testUtils__/shop';
import { kustomizeReleaseFile } from '../releases/kustomizeReleaseFile';
import { DeployedReleases } from './DeployedReleases';
import { ReadPace } from './ReadPace';

const service = {
  entityRef: 'component:default/shop',
  name: 'shop',
  entity: shop,
  environments: [],
};

describe('DeployedReleases', () => {
  const create = async () => {
    const git = new FakeGitHost(shopFiles());
    const first = await git.reader.head('main');
    const releases = new DeployedReleases({
      hosts: git.hosts,
      releaseFile: kustomizeReleaseFile,
      pace: new ReadPace({ atOnce: 100, perMinute: 1 }),
    });
    const { signal } = new AbortController();
    return { git, first, signal, releases };
  };

  it('reads the Release that a commit pins, not that of today', async () => {
    const { git, first, signal, releases } = await create();
    const second = git.push('main', [
      { path: kustomizationPath('production'), content: kustomization('2.0') },
    ]);
    expect(await releases.read(service, 'production', first, signal)).toEqual({
      images: [{ name: SHOP_IMAGE, tag: '1.0' }],
    });
    expect(await releases.read(service, 'production', second, signal)).toEqual({
      images: [{ name: SHOP_IMAGE, tag: '2.0' }],
    });
  });

  it('does not guess: no such commit, environment, file or pinned image', async () => {
    const { git, first, signal, releases } = await create();
    const unpinned = git.push('main', [
      { path: kustomizationPath('production'), content: 'resources: []\n' },
    ]);
    const broken = git.push('main', [
      { path: kustomizationPath('production'), content: 'images: [\n' },
    ]);
    for (const [environment, commit] of [
      ['production', 'f'.repeat(40)],
      ['production', '1.2.3'],
      ['elsewhere', first],
      ['production', unpinned],
      ['production', broken],
    ]) {
      expect(
        await releases.read(service, environment, commit, signal),
      ).toBeUndefined();
    }
  });

  it('waits for no turn where there is no Git host to ask', async () => {
    const { first, signal } = await create();
    const next = jest.fn();
    const releases = new DeployedReleases({
      hosts: {
        ...new FakeGitHost(shopFiles()).hosts,
        resolve: async () => {
          throw new NotFoundError('No integration');
        },
      },
      releaseFile: kustomizeReleaseFile,
      pace: { next },
    });
    expect(
      await releases.read(service, 'production', first, signal),
    ).toBeUndefined();
    expect(next).not.toHaveBeenCalled();
  });

  it('tells a Git host that does not answer from a Release that is not known', async () => {
    const { git, first, signal, releases } = await create();
    git.down = true;
    await expect(
      releases.read(service, 'production', first, signal),
    ).rejects.toThrow('does not answer');
  });
});
