import { resolve } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { readSourceConfigs } from './readSourceConfigs';

const url = 'https://github.com/acme/platform/tree/main/';

function read(serviceManifest: object, integrations: object = {}) {
  const config = { integrations, catalog: { providers: { serviceManifest } } };
  return readSourceConfigs(
    new ConfigReader(JSON.parse(JSON.stringify(config))),
  );
}

describe('readSourceConfigs', () => {
  it('fills in what is not configured', () => {
    const [config] = read({ homelab: { url } });
    expect(config).toMatchObject({
      kind: 'git',
      settings: {
        id: 'homelab',
        folder: 'kubernetes',
        apiGroup: 'platform.stonegarden.dev',
      },
      include: [],
      exclude: [],
      maxRemovedShare: 0.3,
      schedule: { frequency: { minutes: 5 }, timeout: { minutes: 3 } },
    });
    expect(config.settings.layers).toBeUndefined();
  });

  it('takes what is configured', () => {
    const [config] = read({
      homelab: {
        url,
        root: 'k8s',
        apiGroup: 'example.com',
        schedule: { frequency: { hours: 1 }, timeout: { minutes: 1 } },
        include: ['services/**'],
        exclude: ['**/archived/**'],
        layers: { apps: 'services', base: 'infra' },
        maxRemovedShare: 1,
      },
    });
    expect(config).toMatchObject({
      settings: {
        folder: 'k8s',
        apiGroup: 'example.com',
        layers: { apps: 'services', base: 'infra' },
      },
      branch: { readUrl: 'https://github.com/acme/platform/tree/main/' },
      schedule: { frequency: { hours: 1 } },
      include: ['services/**'],
      exclude: ['**/archived/**'],
      maxRemovedShare: 1,
    });
    expect(config.settings.addresses.folderUrl('k8s')).toBe(
      'https://github.com/acme/platform/tree/main/k8s/',
    );
  });

  it('knows folders, each minute and in each process', () => {
    const [local, linked] = read({
      local: { folder: './platform', root: './k8s/' },
      linked: { folder: '/data/platform', url },
    });
    expect(local).toMatchObject({
      kind: 'folder',
      path: resolve('platform'),
      title: './platform',
      settings: { folder: 'k8s', addresses: { locationType: 'file' } },
      schedule: { frequency: { minutes: 1 }, scope: 'local' },
    });
    expect(linked.settings.addresses.fileUrl('kubernetes/x')).toBe(
      'https://github.com/acme/platform/blob/main/kubernetes/x',
    );
  });

  it('knows the kind of a host by its integration', () => {
    const [config] = read(
      { homelab: { url: 'https://git.example.com/a/b/src/branch/main/' } },
      { bitbucketServer: [], gitea: [{ host: 'git.example.com' }] },
    );
    expect(config).toMatchObject({
      branch: { address: { repository: { kind: 'gitea' }, branch: 'main' } },
    });
  });

  it('gives each source what delivery says of images and Applications', () => {
    const [config] = readSourceConfigs(
      new ConfigReader({
        catalog: { providers: { serviceManifest: { homelab: { url } } } },
        delivery: {
          argocd: { applications: { identifiedBy: 'plain-labels' } },
          protectedEnvironments: ['live'],
        },
      }),
    );
    expect(config.settings).toMatchObject({
      applicationLabel: 'service',
      imageRules: { protectedEnvironments: ['live'] },
    });
  });

  it('is empty without configuration', () => {
    expect(readSourceConfigs(new ConfigReader({}))).toEqual([]);
  });

  it('takes one repository twice, with other roots, branches or folders', () => {
    expect(
      read({
        one: { url, root: 'k8s' },
        two: { url, root: 'k8s-next' },
        three: { url: 'https://github.com/acme/platform/tree/next/' },
        four: { folder: './a' },
        five: { folder: './b' },
      }),
    ).toHaveLength(5);
  });

  it.each([
    [{ one: { url, root: 'k8s' }, two: { url, root: 'k8s/prod' } }],
    [{ one: { url, root: 'k8s/prod' }, two: { url: `${url}k8s`, root: '.' } }],
    [{ one: { url }, two: { url: url.replace('acme', 'Acme') } }],
    [{ one: { folder: './a' }, two: { folder: 'a', root: 'kubernetes/x' } }],
  ])('refuses roots that overlap: %j', configs => {
    expect(() => read(configs)).toThrow(
      /^catalog\.providers\.serviceManifest\.two: The root ".*" and that of "one", ".*", have files in common/,
    );
  });

  it.each([
    [{ url: 'nowhere' }, 'The address is not a URL'],
    [{}, 'There is nothing to read: write "url"'],
    [{ url, maxRemovedShare: 30 }, '"maxRemovedShare" is 30'],
    [{ url, layers: { apps: 'service' } }, '"layers.apps" is "service"'],
    [{ url, include: ['x'.repeat(1001)] }, 'A glob of "include"'],
    [{ folder: '.', root: '../x' }, 'leaves the repository'],
    [
      { url: 'https://gerrit.example.com/a/b' },
      'Sources of the kind "gerrit" cannot be read',
    ],
  ])('names the key that is wrong: %j', (config, message) => {
    expect(() =>
      read(
        { homelab: config },
        {
          gerrit: [
            {
              host: 'gerrit.example.com',
              gitilesBaseUrl: 'https://gerrit.example.com/gitiles',
            },
          ],
        },
      ),
    ).toThrow(message);
  });

  it('refuses an id that could not be part of a name', () => {
    expect(() => read({ 'a b': { url } })).toThrow('The id is not a name');
  });
});
