import { createMockDirectory } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { providersOf } from '../__testUtils__/providersOf';
import { startPlainCatalog } from '../__testUtils__/startPlainCatalog';
import { CatalogWriter } from './CatalogWriter';

jest.setTimeout(60_000);

function entity(name: string, description = 'first'): Entity {
  const location = `url:https://git.example.com/${name}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      description,
      annotations: {
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
      },
    },
    spec: { type: 'service', lifecycle: 'production', owner: 'team' },
  };
}

const names = Array.from({ length: 30 }, (_, i) => `s${i}`);
const byRef = (entities: Entity[]) =>
  new Map(entities.map(one => [stringifyEntityRef(one), one]));
const all = (changes: Record<string, string | undefined> = {}) =>
  byRef(
    names
      .filter(name => !(name in changes) || changes[name] !== undefined)
      .map(name => entity(name, changes[name])),
  );
const ref = (name: string) => `component:default/${name}`;

async function start(
  options: { database?: string; providers?: EntityProvider[] } = {},
) {
  const writer = new CatalogWriter('acme');
  const catalog = await startPlainCatalog({
    database: options.database,
    providers: [...providersOf(writer), ...(options.providers ?? [])],
  });
  return { writer, catalog };
}

/** A provider that the test speaks for. */
function foreignProvider(name: string) {
  const provider = {
    connection: undefined as EntityProviderConnection | undefined,
    getProviderName: () => name,
    connect: async (connection: EntityProviderConnection) => {
      provider.connection = connection;
    },
    give: (entities: Entity[], locationKey = name) =>
      provider.connection?.applyMutation({
        type: 'full',
        entities: entities.map(one => ({ entity: one, locationKey })),
      }),
  };
  return provider;
}

describe('CatalogWriter', () => {
  it('gives, changes and removes, and writes nothing that is the same', async () => {
    const { writer, catalog } = await start();
    for (const one of [...all().values()].slice(0, 10)) {
      await writer.add(one);
    }
    expect((await catalog.stored()).size).toBe(10);
    const first = all();
    expect(await writer.write(first, { mode: 'all' })).toEqual({
      written: 30,
      removed: 0,
    });
    expect((await catalog.stored()).size).toBe(30);
    expect((await catalog.sourceKeys()).length).toBeGreaterThan(8);
    await catalog.eventually(entities => expect(entities.size).toBe(30));

    await catalog.mark();
    expect(await writer.write(all(), { mode: 'all' })).toEqual({
      written: 0,
      removed: 0,
    });
    expect(await catalog.writtenSinceMark()).toEqual([]);

    const second = new Map(first).set(ref('s7'), entity('s7', 'second'));
    second.delete(ref('s8'));
    expect(await writer.write(second, { mode: 'changes' })).toEqual({
      written: 1,
      removed: 1,
    });
    expect(await catalog.writtenSinceMark()).toEqual([ref('s7')]);
    await catalog.eventually(entities => {
      expect(entities.get(ref('s7'))?.metadata.description).toBe('second');
      expect(entities.has(ref('s8'))).toBe(false);
    });
    await catalog.stop();
  });

  it('removes nothing while told so, and makes up for it afterwards', async () => {
    const { writer, catalog } = await start();
    await writer.write(all(), { mode: 'all' });
    const fewer = all({ s1: undefined, s2: 'second' });
    for (const mode of ['all', 'changes'] as const) {
      const result = await writer.write(fewer, { mode, keepMissing: true });
      expect(result.removed).toBe(0);
      expect((await catalog.stored()).size).toBe(30);
    }
    expect(await writer.write(fewer, { mode: 'changes' })).toEqual({
      written: 0,
      removed: 1,
    });
    expect((await catalog.stored()).has(ref('s1'))).toBe(false);
    await catalog.stop();
  });

  it('writes nothing after a restart when nothing changed, and removes what went meanwhile', async () => {
    const { path } = createMockDirectory();
    const first = await start({ database: path });
    await first.writer.write(all(), { mode: 'all' });
    await first.catalog.eventually(entities => expect(entities.size).toBe(30));
    await first.catalog.stop();

    const second = await start({ database: path });
    await second.catalog.mark();
    // Also for a change: a new process does not know what is there.
    await second.writer.write(all({ s3: undefined, s4: 'second' }), {
      mode: 'changes',
    });
    expect(await second.catalog.writtenSinceMark()).toEqual([ref('s4')]);
    expect((await second.catalog.stored()).size).toBe(29);
    await second.catalog.stop();
  });

  it('leaves an entity to the one who had it first, and takes it over when it is free', async () => {
    const other = foreignProvider('other');
    const { writer, catalog } = await start({ providers: [other] });
    await other.give([entity('s5', 'theirs')]);
    await writer.write(all(), { mode: 'all' });
    expect((await catalog.stored()).get(ref('s5'))?.location_key).toBe('other');
    await catalog.eventually(entities => {
      expect(entities.size).toBe(30);
      expect(entities.get(ref('s5'))?.metadata.description).toBe('theirs');
    });
    await other.give([]);
    await writer.write(all(), { mode: 'all' });
    expect((await catalog.stored()).get(ref('s5'))?.location_key).toBe(
      'service-manifest:acme',
    );
    await catalog.stop();
  });

  it('takes over what one provider gave before there were shards, without a gap', async () => {
    const { path } = createMockDirectory();
    const single = foreignProvider('service-manifest:acme');
    const before = await startPlainCatalog({
      database: path,
      providers: [single],
    });
    await single.give([...all().values(), entity('gone-meanwhile')]);
    await before.eventually(entities => expect(entities.size).toBe(31));
    await before.stop();

    const { writer, catalog } = await start({ database: path });
    expect((await catalog.stored()).size).toBe(31);
    await writer.write(all(), { mode: 'all', keepMissing: true });
    expect((await catalog.stored()).size).toBe(31);
    await writer.write(all(), { mode: 'all' });
    expect([...(await catalog.stored()).keys()].sort()).toEqual(
      [...all().keys()].sort(),
    );
    expect(await catalog.sourceKeys()).not.toContain('service-manifest:acme');
    await catalog.mark();
    await writer.write(all(), { mode: 'all' });
    expect(await catalog.writtenSinceMark()).toEqual([]);
    await catalog.stop();
  });

  it('compares everything again after a write that failed', async () => {
    const mutations: Array<{ type: string }> = [];
    const database = { isDown: false };
    const writer = new CatalogWriter('acme');
    for (const provider of providersOf(writer)) {
      await provider.connect({
        refresh: async () => {},
        applyMutation: async mutation => {
          if (database.isDown) {
            throw new Error('database is locked');
          }
          mutations.push(mutation);
        },
      });
    }
    await writer.write(all(), { mode: 'all' });
    const changed = all({ s1: 'second' });
    database.isDown = true;
    await expect(writer.write(changed, { mode: 'changes' })).rejects.toThrow(
      'database is locked',
    );
    database.isDown = false;
    mutations.length = 0;
    await writer.write(changed, { mode: 'changes' });
    expect(mutations.map(({ type }) => type)).toEqual(['full']);
    await writer.write(changed, { mode: 'changes' });
    expect(mutations).toHaveLength(1);
  });
});
