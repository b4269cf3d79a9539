import { ConfigReader } from '@backstage/config';
import { shop } from '../__testUtils__/shop';
import { ServiceOrigins } from './ServiceOrigins';

const HOST = 'https://git.example';
const BLOB = `${HOST}/acme/platform/blob/main/kubernetes/services/shop/service.yaml`;
const TREE = `${HOST}/acme/platform/tree/main/kubernetes/services/shop/`;

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
  ServiceOrigins.fromConfig(
    new ConfigReader({
      catalog: { providers: { serviceManifest: { one: { url, root } } } },
    }),
  );

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

  it('takes nothing when no repository is configured', () => {
    expect(ServiceOrigins.fromConfig(new ConfigReader({})).include(shop)).toBe(
      false,
    );
  });
});
