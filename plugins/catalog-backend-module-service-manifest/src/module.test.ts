import { createMockDirectory } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import { FakeRepository } from './__testUtils__/FakeRepository';
import {
  manifestText,
  overlayTexts,
  teamsText,
} from './__testUtils__/manifestText';
import { startTestCatalog, TEST_URL } from './__testUtils__/startTestCatalog';

jest.setTimeout(60_000);

const SHELF = 'component:default/shelf';
const KAFKA = 'component:default/kafka';
const shelfPath = 'kubernetes/services/shelf/service.yaml';
const kafkaPath = 'kubernetes/platform/messaging/kafka/service.yaml';

const files = {
  [shelfPath]: manifestText('shelf', { dependencies: ['kafka', 'postgres'] }),
  ...overlayTexts('kubernetes/services/shelf'),
  'kubernetes/services/shelf/environments/base/service.yaml':
    'apiVersion: v1\nkind: Service\nmetadata: {name: plain}\n',
  [kafkaPath]: manifestText('kafka', {
    owner: { team: 'platform' },
    description: 'Event streaming',
  }),
  ...overlayTexts('kubernetes/platform/messaging/kafka'),
  'kubernetes/platform/data/postgres-operator/service.yaml': manifestText(
    'postgres-operator',
    { owner: { team: 'platform' }, aliases: ['postgres'] },
  ),
  'kubernetes/bootstrap/teams.yaml': teamsText([{ name: 'product' }]),
  'kubernetes/teams/sre/rbac.yaml': 'kind: AppProject\n',
};

/** `spec.problems` of an entity in short. */
function problems(entity?: { spec?: object }): unknown {
  return entity?.spec && 'problems' in entity.spec
    ? entity.spec.problems
    : undefined;
}

async function start(options: { database?: string } = {}) {
  const repository = new FakeRepository(TEST_URL, files);
  const catalog = await startTestCatalog(repository, options);
  await catalog.eventually(entities => expect(entities.size).toBe(13));
  return { repository, catalog };
}

describe('catalogModuleServiceManifest', () => {
  it('fills the catalog and follows pushes to its branch', async () => {
    const { catalog } = await start();
    const before = await catalog.entities();
    expect([...before.keys()].sort()).toEqual([
      'component:default/kafka',
      'component:default/postgres-operator',
      'component:default/shelf',
      'domain:default/platform',
      'domain:default/services',
      'group:default/platform',
      'group:default/product',
      'group:default/sre',
      'resource:default/acme-repository',
      'resource:default/homelab',
      'system:default/data',
      'system:default/messaging',
      'system:default/services',
    ]);
    await catalog.eventually(entities =>
      expect(entities.get(SHELF)?.relations).toEqual(
        expect.arrayContaining([
          {
            type: 'dependsOn',
            targetRef: 'component:default/postgres-operator',
          },
          { type: 'dependsOn', targetRef: KAFKA },
          { type: 'dependsOn', targetRef: 'resource:default/homelab' },
          { type: 'ownedBy', targetRef: 'group:default/product' },
        ]),
      ),
    );
    expect(problems(before.get(SHELF))).toBeUndefined();

    await catalog.push({
      [kafkaPath]: manifestText('kafka', { description: 'Events' }),
      'kubernetes/services/new/service.yaml': manifestText('new'),
      'kubernetes/platform/data/postgres-operator/service.yaml': undefined,
    });
    await catalog.eventually(entities => {
      expect(entities.get(KAFKA)?.metadata.description).toBe('Events');
      expect(entities.has('component:default/new')).toBe(true);
      expect(entities.has('component:default/postgres-operator')).toBe(false);
    });
    // The dependency that is gone is a warning on the entity that named it.
    await catalog.eventually(entities =>
      expect(problems(entities.get(SHELF))).toEqual([
        expect.objectContaining({
          severity: 'warning',
          code: 'dependency-not-found',
          message:
            'The dependency "postgres" is not a known service: write the name of a service in this repository, or remove it',
          file: shelfPath,
          line: 17,
        }),
      ]),
    );
  });

  it('keeps the last good version of a broken manifest, and its neighbors, also after a restart', async () => {
    const directory = createMockDirectory();
    const first = await start({ database: directory.path });
    const untouched = (await first.catalog.entities()).get(SHELF);
    const broken = `${files[kafkaPath]}  dependencies: [zookeeper\n`;
    await first.catalog.push({ [kafkaPath]: broken });
    const expectKept: Parameters<
      typeof first.catalog.eventually
    >[0] = entities => {
      expect(entities.size).toBe(13);
      expect(entities.get(KAFKA)).toMatchObject({
        metadata: { description: 'Event streaming' },
        spec: {
          owner: 'group:default/platform',
          environments: [{ name: 'dev' }, { name: 'production' }],
          problems: [
            { severity: 'error', code: 'yaml-syntax', file: kafkaPath },
          ],
        },
      });
      expect(entities.get(SHELF)).toEqual(untouched);
    };
    await first.catalog.eventually(expectKept);
    await first.catalog.stop();

    const restarted = await startTestCatalog(first.repository, {
      database: directory.path,
    });
    await restarted.push({
      'kubernetes/services/late/service.yaml': manifestText('late'),
    });
    await restarted.eventually(entities =>
      expect(entities.has('component:default/late')).toBe(true),
    );
    await restarted.push({
      'kubernetes/services/late/service.yaml': undefined,
    });
    await restarted.eventually(expectKept);

    await restarted.push({ [kafkaPath]: files[kafkaPath] });
    await restarted.eventually(entities =>
      expect(problems(entities.get(KAFKA))).toBeUndefined(),
    );
    await restarted.stop();
  });

  it('keeps the teams of a list that is broken, also after a restart', async () => {
    const directory = createMockDirectory();
    const listPath = 'kubernetes/bootstrap/teams.yaml';
    const first = await start({ database: directory.path });
    const team = { name: 'research', title: 'Research', slack: '#research' };
    await first.catalog.push({ [listPath]: teamsText([team]) });
    const RESEARCH = 'group:default/research';
    await first.catalog.eventually(entities =>
      expect(entities.get(RESEARCH)?.metadata.title).toBe('Research'),
    );
    const good = (await first.catalog.entities()).get(RESEARCH);
    await first.catalog.stop();

    first.repository.commit({ [listPath]: `${teamsText([team])}  x: [\n` });
    const restarted = await startTestCatalog(first.repository, {
      database: directory.path,
    });
    await restarted.eventually(entities => {
      const repository = entities.get('resource:default/acme-repository');
      expect(problems(repository)).toContainEqual(
        expect.objectContaining({ code: 'yaml-syntax', file: listPath }),
      );
      expect(entities.get(RESEARCH)).toEqual(good);
    });

    // Another version that is broken too still keeps them, a good one that has none does not.
    await restarted.push({
      [listPath]: `${teamsText([{ name: 'data' }])}  - [\n`,
      'kubernetes/services/late/service.yaml': manifestText('late'),
    });
    await restarted.eventually(entities => {
      expect(entities.has('component:default/late')).toBe(true);
      expect(entities.get(RESEARCH)).toEqual(good);
    });
    await restarted.push({ [listPath]: teamsText([{ name: 'data' }]) });
    await restarted.eventually(entities => {
      expect(entities.has('group:default/data')).toBe(true);
      expect(entities.has(RESEARCH)).toBe(false);
    });
    await restarted.stop();
  });

  it('keeps the older of two services with one name and names both files', async () => {
    const { catalog } = await start();
    await catalog.push({
      'kubernetes/infra/aaa/kafka/service.yaml': manifestText('kafka', {
        description: 'The newcomer',
      }),
    });
    await catalog.eventually(entities => {
      expect(entities.size).toBe(13);
      expect(entities.get(KAFKA)).toMatchObject({
        metadata: { description: 'Event streaming' },
        spec: {
          problems: [
            {
              severity: 'error',
              code: 'duplicate-name',
              message: expect.stringContaining(
                `${kafkaPath} and kubernetes/infra/aaa/kafka/service.yaml`,
              ),
            },
          ],
        },
      });
    });
  });

  it('keeps the catalog while the Git host is down, says so once per attempt, and catches up', async () => {
    const { repository, catalog } = await start();
    const before = await catalog.entities();
    repository.failure = new ServiceUnavailableError(
      'Request failed for https://user:secret@git.example.com/x?token=secret, 503',
    );
    await catalog.push({ [kafkaPath]: undefined });
    await catalog.eventually(() =>
      expect(catalog.logger.warn).toHaveBeenCalledWith(
        'Could not read service manifests from acme/platform (main), the catalog stays as it is: Request failed for /x, 503',
      ),
    );
    expect(await catalog.entities()).toEqual(before);

    repository.failure = undefined;
    await catalog.eventually(entities =>
      expect(entities.has(KAFKA)).toBe(false),
    );
  });

  it('keeps the catalog when the folder has nothing that it knows', async () => {
    const { catalog } = await start();
    const gone = Object.keys(files).map(path => [path, undefined] as const);
    await catalog.push(Object.fromEntries(gone));
    await catalog.eventually(() =>
      expect(catalog.logger.warn).toHaveBeenCalledWith(
        expect.stringContaining(
          'There is no service.yaml below "kubernetes" on branch "main"',
        ),
      ),
    );
    expect((await catalog.entities()).size).toBe(13);
  });

  it('shows a service whose manifest never was good, and never a name that the catalog would refuse', async () => {
    const { catalog } = await start();
    await catalog.push({
      'kubernetes/platform/messaging/nats/service.yaml': manifestText('nats', {
        owner: {},
      }),
      'kubernetes/services/Bad Folder/service.yaml': manifestText('Bad Name'),
    });
    await catalog.eventually(entities => {
      expect(entities.size).toBe(14);
      expect(entities.get('component:default/nats')).toMatchObject({
        spec: {
          type: 'platform-service',
          lifecycle: 'unknown',
          owner: 'group:default/platform',
          problems: [{ code: 'missing-field', field: 'spec.owner.team' }],
        },
      });
    });
    expect(catalog.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(
        'kubernetes/services/Bad Folder/service.yaml:4 `metadata.name` is "Bad Name"',
      ),
    );
  });

  it('passes over pushes to other branches', async () => {
    const { repository, catalog } = await start();
    const { reads } = repository;
    await catalog.push({ [kafkaPath]: undefined }, 'feature');
    await new Promise(resolve => setTimeout(resolve, 1000));
    expect(repository.reads).toBe(reads);
  });

  it('ends with the whole repository when the process is killed during its first read', async () => {
    const directory = createMockDirectory();
    const names = Array.from({ length: 60 }, (_, i) => `s${i}`);
    const repository = new FakeRepository(
      TEST_URL,
      Object.fromEntries(
        names.map(name => [
          `kubernetes/services/${name}/service.yaml`,
          manifestText(name),
        ]),
      ),
    );
    const options = { database: directory.path };
    const killed = await startTestCatalog(repository, options);
    await killed.eventually(entities =>
      expect(entities.size).toBeGreaterThan(0),
    );
    await killed.stop();
    // What a killed process had under way ends with it; here it still holds the database for a moment.
    await new Promise(resolve => setTimeout(resolve, 2000));
    repository.commit({ 'kubernetes/services/s0/service.yaml': undefined });

    const restarted = await startTestCatalog(repository, options);
    await restarted.eventually(entities => {
      const services = [...entities.values()].filter(
        one => one.kind === 'Component',
      );
      expect(services.map(one => one.metadata.name).sort()).toEqual(
        names.slice(1).sort(),
      );
    });
    await restarted.stop();
  });
});
