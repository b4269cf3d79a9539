import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import {
  NotFoundError,
  NotModifiedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { codesOf } from '../__testUtils__/buildFrom';
import { manifestText } from '../__testUtils__/manifestText';
import { providersOf } from '../__testUtils__/providersOf';
import { startPlainCatalog } from '../__testUtils__/startPlainCatalog';
import { CatalogWriter } from '../write/CatalogWriter';
import { ServiceManifestProcessor } from './ServiceManifestProcessor';

jest.setTimeout(60_000);

// The form in which the catalog asks its readers, whatever people write.
const base = 'https://github.com/acme/platform/tree/main/kubernetes';
const shelfUrl = `${base}/platform/data/shelf/service.yaml`;
const boxUrl = `${base}/services/box/service.yaml`;
const SHELF = 'component:default/shelf';
const shelf = (spec: object = {}) =>
  manifestText('shelf', {
    description: 'Books',
    dependencies: ['platform/messaging/kafka', 'box'],
    ...spec,
  });

/** Files at addresses, with an etag for each text; a file that is an error is thrown. */
function fakeReader(files: Record<string, string | Error>) {
  return {
    files,
    reads: 0,
    reader: mockServices.urlReader.mock({
      readUrl: async (url, options) => {
        const file = files[url];
        if (file === undefined) {
          throw new NotFoundError(`There is nothing at ${url}`);
        }
        if (file instanceof Error) {
          throw file;
        }
        const etag = `${file.length}`;
        if (options?.etag === etag) {
          throw new NotModifiedError();
        }
        return { etag, buffer: async () => Buffer.from(file) };
      },
      search: async url => {
        const file = files[url];
        return {
          etag: 'stock',
          files:
            typeof file === 'string'
              ? [{ url, content: async () => Buffer.from(file) }]
              : [],
        };
      },
    }),
  };
}

type Started = Awaited<ReturnType<typeof start>>;

async function start(
  files: Record<string, string | Error>,
  options: { database?: string; locations?: object[] } = {},
) {
  const { reader } = fakeReader(files);
  const writer = new CatalogWriter('acme');
  const catalog = await startPlainCatalog({
    database: options.database,
    urlReader: reader,
    providers: providersOf(writer),
    catalog: {
      rules: [
        {
          allow: ['Component', 'System', 'Domain', 'Group', 'Resource', 'API'],
        },
      ],
      ...(options.locations
        ? JSON.parse(JSON.stringify({ locations: options.locations }))
        : {}),
    },
    processors: deps => [
      new ServiceManifestProcessor({
        ...deps,
        apiGroups: ['platform.stonegarden.dev'],
        integrations: ScmIntegrations.fromConfig(new ConfigReader({})),
        urlReader: reader,
        isGivenBySource: ref => writer.provides(ref),
      }),
    ],
  });
  return { catalog, writer, files };
}

async function register(
  { catalog }: Started,
  target: string,
  dryRun: boolean = false,
): Promise<{ status: number; body: { entities?: Entity[]; error?: Error } }> {
  const response = await catalog.request(
    dryRun ? 'locations?dryRun=true' : 'locations',
    { method: 'POST', body: JSON.stringify({ type: 'url', target }) },
  );
  return { status: response.status, body: await response.json() };
}

const refsOf = (entities: Map<string, Entity>) =>
  [...entities.keys()].filter(ref => !ref.startsWith('location:')).sort();

describe('ServiceManifestProcessor', () => {
  it('shows the wizard what a manifest becomes, and registers the same', async () => {
    const started = await start({ [shelfUrl]: shelf() });
    const { status, body } = await register(
      started,
      shelfUrl.replace('/tree/', '/blob/'),
      true,
    );
    expect({ status, error: body.error }).toEqual({ status: 201 });
    expect(body.entities?.map(one => one.kind).sort()).toEqual([
      'Component',
      'Location',
    ]);
    await register(started, shelfUrl);
    await started.catalog.eventually(entities => {
      expect(refsOf(entities)).toEqual([SHELF]);
      expect(entities.get(SHELF)).toMatchObject({
        metadata: {
          description: 'Books',
          annotations: {
            'backstage.io/managed-by-location': `url:${shelfUrl}`,
            'backstage.io/source-location':
              'url:https://github.com/acme/platform/tree/main/kubernetes/platform/data/shelf/',
            'platform.stonegarden.dev/manifest-path':
              'kubernetes/platform/data/shelf/service.yaml',
          },
        },
        spec: {
          type: 'platform-service',
          system: 'data',
          environments: [{ name: 'dev' }, { name: 'production' }],
          dependsOn: expect.arrayContaining([
            'component:default/kafka',
            'component:default/box',
            'resource:default/homelab',
          ]),
        },
      });
      expect(entities.get(SHELF)?.metadata.annotations).not.toHaveProperty([
        'platform.stonegarden.dev/source',
      ]);
    });
    await started.catalog.stop();
  });

  it('keeps the last good version of a manifest that breaks, and its entities while it cannot be read', async () => {
    const files: Record<string, string | Error> = { [shelfUrl]: shelf() };
    const started = await start(files);
    await register(started, shelfUrl);
    const { catalog } = started;
    await catalog.eventually(entities =>
      expect(refsOf(entities)).toEqual([SHELF]),
    );

    files[shelfUrl] = `${shelf()}  aliases: [x\n`;
    await catalog.eventually(entities => {
      expect(codesOf(entities.get(SHELF))).toEqual(['yaml-syntax']);
      expect(refsOf(entities)).toEqual([SHELF]);
    });
    expect((await catalog.entities()).get(SHELF)).toMatchObject({
      metadata: { description: 'Books' },
      spec: { environments: [{ name: 'dev' }, { name: 'production' }] },
    });

    files[shelfUrl] = new ServiceUnavailableError(
      'https://u:p@github.com, 503',
    );
    await catalog.eventually(entities => {
      const location = [...entities.values()].find(
        one => one.kind === 'Location',
      );
      expect(JSON.stringify(location)).toContain('cannot be read');
      expect(JSON.stringify(location)).not.toContain('u:p');
    });
    expect(refsOf(await catalog.entities())).toEqual([SHELF]);

    files[shelfUrl] = shelf({ description: 'More books' });
    await catalog.eventually(entities => {
      expect(codesOf(entities.get(SHELF))).toEqual([]);
      expect(entities.get(SHELF)?.metadata.description).toBe('More books');
    });
    await catalog.stop();
  });

  it('gives the Component alone, and no team, System, Domain or cluster that it names', async () => {
    const started = await start({
      [shelfUrl]: shelf(),
      [boxUrl]: manifestText('box'),
    });
    await register(started, shelfUrl);
    await register(started, boxUrl);
    await started.catalog.eventually(entities =>
      expect(refsOf(entities)).toEqual(['component:default/box', SHELF]),
    );
    const { spec } = (await started.catalog.entities()).get(SHELF) ?? {};
    expect(spec).toMatchObject({
      owner: 'group:default/product',
      system: 'data',
    });
    await started.catalog.stop();
  });

  it('lets a source have its services, and says so to the one who registers them', async () => {
    const started = await start({ [shelfUrl]: shelf() });
    const { catalog, writer } = started;
    await register(started, shelfUrl);
    await catalog.eventually(entities =>
      expect(refsOf(entities)).toEqual([SHELF]),
    );
    const own: Entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'shelf',
        namespace: 'default',
        description: 'From the source',
        annotations: {
          'backstage.io/managed-by-location': 'url:https://example.com/x',
          'backstage.io/managed-by-origin-location':
            'url:https://example.com/x',
          'platform.stonegarden.dev/source': 'acme',
        },
      },
      spec: { type: 'service', lifecycle: 'production', owner: 'product' },
    };
    await catalog.eventually(entities =>
      expect(entities.get(SHELF)).toBeDefined(),
    );
    const give = () => writer.write(new Map([[SHELF, own]]), { mode: 'all' });
    await give();
    // The catalog has the registered one still, and lets it go by itself.
    await catalog.eventually(entities =>
      expect(entities.get(SHELF)?.metadata.annotations).toHaveProperty([
        'backstage.io/orphan',
      ]),
    );
    await catalog.request(
      `entities/by-uid/${(await catalog.entities()).get(SHELF)?.metadata.uid}`,
      { method: 'DELETE' },
    );
    await give();
    await catalog.eventually(entities =>
      expect(entities.get(SHELF)?.metadata.description).toBe('From the source'),
    );
    const { status, body } = await register(started, shelfUrl, true);
    expect(status).toBe(400);
    expect(body.error?.message).toContain(
      'There is a service "shelf" already, from the source "acme"',
    );
    await catalog.stop();
  });

  it('leaves other files to the catalog, also those of the same name', async () => {
    const started = await start({
      [shelfUrl]:
        'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: plain}\nspec: {type: x, lifecycle: y, owner: z}\n',
    });
    const { body } = await register(started, shelfUrl, true);
    expect(body.entities?.map(one => one.metadata.name)).toContain('plain');
    await started.catalog.stop();
  });

  it('reads files of catalog.locations, also broken ones', async () => {
    const directory = createMockDirectory({
      content: { services: { box: { 'service.yaml': manifestText('box') } } },
    });
    const target = join(directory.path, 'services/box/service.yaml');
    const { catalog } = await start(
      {},
      { locations: [{ type: 'file', target }] },
    );
    await catalog.eventually(entities => {
      expect(entities.get('component:default/box')).toMatchObject({
        metadata: {
          annotations: {
            'backstage.io/managed-by-location': `file:${target}`,
            'platform.stonegarden.dev/manifest-path':
              'services/box/service.yaml',
          },
        },
        spec: { layer: 'services', system: 'services' },
      });
    });
    writeFileSync(target, manifestText('box', { environments: [] }));
    await catalog.eventually(entities =>
      expect(codesOf(entities.get('component:default/box'))).not.toEqual([]),
    );
    rmSync(target);
    await catalog.eventually(entities =>
      expect(JSON.stringify([...entities.values()])).toContain(
        'The service manifest cannot be read',
      ),
    );
    expect((await catalog.entities()).has('component:default/box')).toBe(true);
    await catalog.stop();
  });
});
