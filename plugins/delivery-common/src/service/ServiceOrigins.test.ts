import { resolve } from 'node:path';
import { ConfigReader } from '@backstage/config';
import type { ServiceEntity } from './ServiceEntity';
import { ServiceOrigins } from './ServiceOrigins';

const HOST = 'https://git.example';
const BLOB = `${HOST}/acme/platform/blob/main/kubernetes/services/shop/service.yaml`;
const TREE = `${HOST}/acme/platform/tree/main/kubernetes/services/shop/`;

const shop: ServiceEntity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'shop',
    namespace: 'default',
    annotations: {
      'backstage.io/managed-by-location': `url:${BLOB}`,
      'backstage.io/source-location': `url:${TREE}`,
    },
  },
  spec: {
    type: 'service',
    lifecycle: 'production',
    owner: 'group:default/product',
    environments: [],
  },
};

const read = (config: object) =>
  ServiceOrigins.fromConfig(
    new ConfigReader(JSON.parse(JSON.stringify(config))),
    {
      resolvePath: resolve,
    },
  );

function from(managedBy: string | undefined, source: string | undefined) {
  return {
    ...shop,
    metadata: {
      ...shop.metadata,
      annotations: {
        ...(managedBy && { 'backstage.io/managed-by-location': managedBy }),
        ...(source && { 'backstage.io/source-location': source }),
      },
    },
  };
}

const origins = (url = `${HOST}/acme/platform/tree/main/`, root?: string) =>
  read({
    catalog: { providers: { serviceManifest: { one: { url, root } } } },
  });

describe('ServiceOrigins', () => {
  it('takes entities of the manifests below a configured address', () => {
    expect(origins().include(shop)).toBe(true);
    expect(origins().include(from(`url:${BLOB}`, `url:${TREE}`))).toBe(true);
    expect(origins(`${HOST}/Acme/Platform/tree/main`, '/').include(shop)).toBe(
      true,
    );
    expect(
      origins(`${HOST}/acme/platform/tree/main/kubernetes`, '/').include(shop),
    ).toBe(true);
  });

  it('takes the forms of other hosts too', () => {
    const gitlab = `${HOST}/a/b/platform/-`;
    expect(
      origins(`${gitlab}/tree/release%2F1/`).include(
        from(
          `url:${gitlab}/blob/release%2F1/kubernetes/services/shop/service.yaml`,
          `url:${gitlab}/tree/release%2F1/kubernetes/services/shop/`,
        ),
      ),
    ).toBe(true);
  });

  it.each([
    ['another repository', BLOB.replace('acme', 'mallory')],
    ['another host', BLOB.replace('git.example', 'git.evil')],
    ['another scheme', BLOB.replace('https', 'http')],
    ['another branch', BLOB.replace('/main/', '/feature/')],
    ['a place outside of the root', BLOB.replace('kubernetes', 'docs')],
    ['a root of a similar name', BLOB.replace('kubernetes', 'kubernetes2')],
    ['another file', BLOB.replace('service.yaml', 'catalog-info.yaml')],
    ['a way out', BLOB.replace('services', '../../../../mallory/x')],
    ['a hidden way out', BLOB.replace('services', '%2e%2e/services')],
    ['an encoded slash', BLOB.replace('services/', 'services%2F')],
    ['a query', `${BLOB}?x=/service.yaml`],
    ['no address', 'service.yaml'],
  ])('refuses a manifest from %s', (_what, address) => {
    expect(origins().include(from(`url:${address}`, `url:${TREE}`))).toBe(
      false,
    );
  });

  it('refuses an entity without a location, or of a file', () => {
    expect(origins().include(from(undefined, `url:${TREE}`))).toBe(false);
    expect(origins().include(from(`file:${BLOB}`, `url:${TREE}`))).toBe(false);
    expect(origins().include(from(`url:${BLOB}`, undefined))).toBe(false);
  });

  it('refuses an entity whose source is not the folder of its manifest', () => {
    const other = TREE.replace('shop', 'cart');
    expect(origins().include(from(`url:${BLOB}`, `url:${other}`))).toBe(false);
    expect(
      origins().include(
        from(`url:${BLOB}`, `url:${TREE.replace('acme', 'mallory')}`),
      ),
    ).toBe(false);
  });

  const hosts = [
    {
      host: 'gitlab',
      url: 'https://gitlab.com/acme/infra/platform/-/tree/main/',
      file: 'https://gitlab.com/acme/infra/platform/-/blob/main/kubernetes/services/shop/service.yaml',
      folder:
        'https://gitlab.com/acme/infra/platform/-/tree/main/kubernetes/services/shop/',
    },
    {
      host: 'gitea',
      url: 'https://gitea.example/acme/platform/src/branch/rel%2F1',
      file: 'https://gitea.example/acme/platform/src/branch/rel%2F1/kubernetes/services/shop/service.yaml',
      folder:
        'https://gitea.example/acme/platform/src/branch/rel%2F1/kubernetes/services/shop/',
    },
    {
      host: 'bitbucketCloud',
      url: 'https://bitbucket.org/acme/platform/src/main/',
      file: 'https://bitbucket.org/acme/platform/src/main/kubernetes/services/shop/service.yaml',
      folder:
        'https://bitbucket.org/acme/platform/src/main/kubernetes/services/shop/',
    },
    {
      host: 'bitbucketServer',
      url: 'https://bitbucket.example/projects/ACME/repos/platform/browse?at=refs%2Fheads%2Fmain',
      file: 'https://bitbucket.example/projects/ACME/repos/platform/browse/kubernetes/services/shop/service.yaml?at=main',
      folder:
        'https://bitbucket.example/projects/ACME/repos/platform/browse/kubernetes/services/shop/?at=main',
    },
    {
      host: 'azure',
      url: 'https://dev.azure.com/acme/my%20project/_git/platform?version=GBmain',
      file: 'https://dev.azure.com/acme/my%20project/_git/platform?path=%2Fkubernetes%2Fservices%2Fshop%2Fservice.yaml&version=GBmain',
      folder:
        'https://dev.azure.com/acme/my%20project/_git/platform?path=%2Fkubernetes%2Fservices%2Fshop&version=GBmain',
    },
  ];

  describe.each(hosts)('at $host', ({ url, file, folder }) => {
    const includes = (address: string, source = folder) =>
      origins(url).include(from(`url:${address}`, `url:${source}`));

    it('takes what is below the root of the branch', () => {
      expect(includes(file)).toBe(true);
    });

    it.each([
      ['another repository', (it: string) => it.replace('platform', 'other')],
      [
        'a repository of a longer name',
        (it: string) => it.replace('platform', 'platform2'),
      ],
      ['another owner', (it: string) => it.replace(/acme/i, 'mallory')],
      ['another branch', (it: string) => it.replace(/main|rel%2F1/, 'evil')],
      [
        'a branch of a longer name',
        (it: string) => it.replace(/main|rel%2F1/, '$&2'),
      ],
      ['another root', (it: string) => it.replace('kubernetes', 'docs')],
      [
        'a way out',
        (it: string) => it.replace('kubernetes', 'kubernetes/../..'),
      ],
      [
        'an encoded way out',
        (it: string) => it.replace('kubernetes', 'kubernetes/%2e%2e'),
      ],
      [
        'a doubly encoded way out',
        (it: string) => it.replace('services', '%252e%252e'),
      ],
      ['a doubled slash', (it: string) => it.replace('services', '/services')],
      [
        'an encoded backslash',
        (it: string) => it.replace('services', 'services%5C..'),
      ],
      [
        'one more parameter',
        (it: string) => `${it}${it.includes('?') ? '&' : '?'}at=evil`,
      ],
      ['a fragment', (it: string) => `${it}#/service.yaml`],
      ['credentials', (it: string) => it.replace('https://', 'https://me@')],
      [
        'a name in capitals',
        (it: string) => it.replace('service.yaml', 'Service.yaml'),
      ],
      ['half an encoding', (it: string) => it.replace('services', '%E0%A4%A')],
    ])('refuses %s', (_what, change) => {
      const moved = change(folder);
      expect(change(file)).not.toBe(file);
      expect(includes(change(file))).toBe(false);
      expect(includes(change(file), moved)).toBe(false);
      expect(moved !== folder && includes(file, moved)).toBe(false);
    });
  });

  it('takes an address in the form of its own host only', () => {
    // A folder "blob/main" of a repository at Bitbucket looks like a branch at GitHub.
    const github = `${HOST}/acme/platform/src/main/kubernetes/services/shop`;
    expect(
      origins().include(from(`url:${github}/service.yaml`, `url:${github}/`)),
    ).toBe(false);
  });

  it('knows the form of a host by its integration', () => {
    const gitea = `${HOST}/acme/platform/src/branch/main`;
    const config = (kind: string) =>
      read({
        integrations: {
          [kind]: [{ host: 'git.example', apiBaseUrl: `${HOST}/api` }],
        },
        catalog: { providers: { serviceManifest: { one: { url: gitea } } } },
      });
    const entity = from(
      `url:${gitea}/kubernetes/shop/service.yaml`,
      `url:${gitea}/kubernetes/shop/`,
    );
    expect(config('gitea').include(entity)).toBe(true);
    expect(config('gitlab').include(entity)).toBe(false);
  });

  describe('of a folder on this machine', () => {
    const folders = (source: object) =>
      read({
        catalog: { providers: { serviceManifest: { one: source } } },
      });
    const shopIn = (path: string) =>
      from(`file:${path}/service.yaml`, `file:${path}/`);

    it('takes what is below its root', () => {
      expect(
        folders({ folder: '/data/repo' }).include(
          shopIn('/data/repo/kubernetes/services/shop'),
        ),
      ).toBe(true);
      expect(
        folders({ folder: '/data/repo/', root: 'a b' }).include(
          shopIn('/data/repo/a b/shop'),
        ),
      ).toBe(true);
    });

    it.each([
      '/data/repo/docs/shop',
      '/data/repo2/kubernetes/shop',
      '/data/repo/kubernetes2/shop',
      '/data/repo/kubernetes/../../shop',
      '/data/repo/kubernetes//shop',
      'data/repo/kubernetes/shop',
    ])('refuses %s', path => {
      expect(folders({ folder: '/data/repo' }).include(shopIn(path))).toBe(
        false,
      );
    });

    it('is known by its address where it has one', () => {
      const source = {
        folder: '/data/repo',
        url: `${HOST}/acme/platform/tree/main/`,
      };
      expect(folders(source).include(shop)).toBe(true);
      expect(
        folders(source).include(shopIn('/data/repo/kubernetes/shop')),
      ).toBe(false);
    });
  });

  it('takes what any of several sources has', () => {
    const several = read({
      catalog: {
        providers: {
          serviceManifest: {
            broken: { url: 'nonsense' },
            empty: {},
            local: { folder: '/data' },
            ...Object.fromEntries(
              hosts.map(({ host, url }) => [host, { url }]),
            ),
          },
        },
      },
    });
    for (const { file, folder } of hosts) {
      expect(several.include(from(`url:${file}`, `url:${folder}`))).toBe(true);
    }
    expect(
      several.include(from(`url:${hosts[0].file}`, `url:${hosts[1].folder}`)),
    ).toBe(false);
    expect(several.include(shop)).toBe(false);
  });

  it('takes nothing when no repository is configured', () => {
    expect(read({}).include(shop)).toBe(false);
  });
});
