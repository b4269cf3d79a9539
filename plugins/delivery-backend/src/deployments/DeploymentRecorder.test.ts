import { mockServices } from '@backstage/backend-test-utils';
import { eventually } from '@stonegarden/test-utils';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import { recordedApplication as recorded } from '../__testUtils__/fixtures';
import { shop } from '../__testUtils__/shop';
import { PromotionStore } from '../promotions/PromotionStore';
import { DeploymentRecorder } from './DeploymentRecorder';
import { DeploymentStore } from './DeploymentStore';

jest.setTimeout(60_000);

const FIRST = '52e68a07373c77414c68b7bd5be67c92f1cdf531';
const SECOND = '619c20747334f89657d764b7e65842d06bea5fab';
const THIRD = 'bc275c815cddc93a2f5052a48f0e4af899e56fba';
/** Where the services of the recordings are. */
const homelabService = {
  ...shop,
  metadata: {
    ...shop.metadata,
    annotations: {
      'backstage.io/source-location':
        'url:https://github.com/stonegarden/homelab/tree/main/kubernetes/',
    },
  },
};
/** After everything that was recorded. */
const NOW = new Date('2026-11-29T01:00:00Z');
const YEAR_MS = 365 * 24 * 60 * 60_000;

describeOnDatabases('DeploymentRecorder', createDatabase => {
  async function create(
    options: { tags?: Record<string, string>; now?: Date } = {},
  ) {
    const knex = await createDatabase();
    const database = mockServices.database.mock({
      getClient: async () => knex,
    });
    await PromotionStore.create(database);
    const store = await DeploymentStore.create(database);
    const git = {
      down: false,
      tags: options.tags ?? {},
      /** Called while a commit is read. */
      onRead: () => {},
    };
    const now = { at: options.now ?? NOW };
    const catalog = { filled: true };
    const known = new Map<string, ApplicationRecord>();
    const logger = mockServices.logger.mock();

    /** One backend; all of them see what `see` is given. */
    const startBackend = () =>
      new DeploymentRecorder({
        store,
        services: {
          resolveMany: async refs =>
            refs.map(ref => {
              if (!catalog.filled) {
                return undefined;
              }
              const name = ref.replace('component:default/', '');
              const environments = [...known.values()]
                .filter(({ service }) => service === name)
                .map(record => ({
                  name: record.environment,
                  cluster: 'in-cluster',
                  namespace: record.destination.namespace ?? '',
                  autoSync: true,
                }));
              return {
                entityRef: ref,
                name,
                entity: homelabService,
                environments,
              };
            }),
        },
        readModel: {
          find: service =>
            [...known.values()].filter(each => each.service === service),
          instances: [{ status: { name: 'homelab', reachable: true } }],
        },
        releases: {
          read: async (_service, _environment, commit) => {
            git.onRead();
            if (git.down) {
              throw new Error('The Git host does not answer');
            }
            const tag = git.tags[commit];
            return tag ? { images: [{ name: 'app', tag }] } : undefined;
          },
        },
        promotions: { link: async () => {} },
        explainer: { explain: async () => false },
        settleMs: 60_000,
        retentionMs: YEAR_MS,
        unknownRetryMs: 20,
        logger,
        now: () => now.at,
      });

    async function see(
      record: ApplicationRecord,
      backends: DeploymentRecorder[],
    ) {
      const before = known.get(record.name);
      known.set(record.name, record);
      backends.forEach(each => each.onChanges([{ before, after: record }]));
      await Promise.all(backends.map(each => each.idle()));
      await Promise.all(backends.map(each => each.stop()));
      return store.list({
        entityRef: `component:default/${record.service}`,
        environment: record.environment,
        limit: 10,
      });
    }
    return { catalog, git, known, logger, now, see, startBackend, store };
  }

  it('takes over what the history still knows, and records a rollback as a deployment of its own', async () => {
    const { see, startBackend } = await create({
      tags: { [FIRST]: '2.29.0', [SECOND]: '2.30.0' },
    });
    const place = {
      entityRef: 'component:default/audiobookshelf',
      environment: 'staging',
      instance: 'homelab',
      application: 'argocd/audiobookshelf-staging',
    };
    const before = [
      {
        id: expect.any(String),
        ...place,
        release: { images: [{ name: 'app', tag: '2.30.0' }] },
        revision: SECOND,
        from: '2026-11-29T00:16:29.000Z',
        healthySince: '2026-11-29T00:16:44.000Z',
        lastHealthySince: '2026-11-29T00:16:44.000Z',
        outcome: 'succeeded',
      },
      {
        id: expect.any(String),
        ...place,
        release: { images: [{ name: 'app', tag: '2.29.0' }] },
        revision: FIRST,
        from: '2026-11-29T00:13:44.000Z',
        until: '2026-11-29T00:16:29.000Z',
      },
    ];
    expect(
      await see(recorded('get-before-rollback'), [startBackend()]),
    ).toEqual(before);

    // Argo CD still names the image that ran before; the Release is what Git says, and health is on its way.
    expect(recorded('get-after-rollback').images).toEqual([
      'ghcr.io/advplyr/audiobookshelf:2.30.0',
    ]);
    expect(await see(recorded('get-after-rollback'), [startBackend()])).toEqual(
      [
        {
          id: expect.any(String),
          ...place,
          release: { images: [{ name: 'app', tag: '2.29.0' }] },
          revision: FIRST,
          from: '2026-11-29T00:19:54.000Z',
        },
        { ...before[0], until: '2026-11-29T00:19:54.000Z' },
        before[1],
      ],
    );
  });

  it.each(['get-after-partial-sync', 'get-after-dry-run'])(
    'takes %s for no deployment',
    async name => {
      const { see, startBackend } = await create();
      expect(recorded(name).operation?.revisions).toEqual([THIRD]);
      expect(await see(recorded(name), [startBackend()])).toMatchObject([
        { revision: FIRST, healthySince: '2026-11-29T00:14:28.000Z' },
      ]);
    },
  );

  it('makes one deployment of the syncs that other commits of the repository caused', async () => {
    const { see, startBackend } = await create({
      tags: { [FIRST]: '4.1.0', [SECOND]: '4.1.0', [THIRD]: '4.1.0' },
    });
    expect(
      await see(recorded('get-statefulset-never-synced'), [startBackend()]),
    ).toMatchObject([{ revision: FIRST, from: '2026-11-29T00:13:11.000Z' }]);
  });

  it('does not know a canary to be healthy', async () => {
    const { see, startBackend } = await create();
    const [current] = await see(recorded('get-canary-paused'), [
      startBackend(),
    ]);
    expect(current.revision).toBe(THIRD);
    expect(current).not.toHaveProperty('healthySince');
    expect(current).not.toHaveProperty('outcome');
  });

  it('does not trust health right after a sync', async () => {
    const { see, startBackend, now } = await create({
      now: new Date('2026-11-29T00:16:50Z'),
    });
    const record = recorded('get-before-rollback');
    const [early] = await see(record, [startBackend()]);
    expect(early).not.toHaveProperty('healthySince');
    now.at = NOW;
    const [settled] = await see({ ...record, health: 'Degraded' }, [
      startBackend(),
    ]);
    expect(settled.outcome).toBe('failed');
  });

  it('does not take health from right after a sync for that of later because Git was slow', async () => {
    const { git, now, see, startBackend } = await create({
      now: new Date('2026-11-29T00:16:50Z'),
    });
    git.onRead = () => {
      now.at = NOW;
    };
    const record = recorded('get-before-rollback');
    expect(record.health).toBe('Healthy');
    const [early] = await see(record, [startBackend()]);
    expect(early).not.toHaveProperty('outcome');
    const [crashed] = await see({ ...record, health: 'Degraded' }, [
      startBackend(),
    ]);
    expect(crashed.outcome).toBe('failed');
    // It is replaced: what comes then says nothing about it.
    const at = '2026-11-29T01:02:00Z';
    const [replacing, replaced] = await see(
      {
        ...record,
        history: [...record.history, { revisions: [THIRD], deployedAt: at }],
      },
      [startBackend()],
    );
    expect(replacing.revision).toBe(THIRD);
    expect(replaced.outcome).toBe('failed');
  });

  it('records once what two backends see at once', async () => {
    const { see, startBackend } = await create({
      tags: { [FIRST]: '1', [SECOND]: '2' },
    });
    const backends = [startBackend(), startBackend(), startBackend()];
    expect(await see(recorded('get-after-rollback'), backends)).toHaveLength(3);
  });

  it('asks again for a service that the catalog did not have yet', async () => {
    const { catalog, known, startBackend, store } = await create({
      tags: { [FIRST]: '2.29.0' },
    });
    const record = recorded('get-before-rollback');
    known.set(record.name, record);
    catalog.filled = false;
    const backend = startBackend();
    backend.onChanges([{ before: undefined, after: record }]);
    await backend.idle();
    const { service, environment } = record;
    const place = { entityRef: `component:default/${service}`, environment };
    expect(await store.list({ ...place, limit: 1 })).toEqual([]);

    catalog.filled = true;
    await eventually(async () =>
      expect(await store.list({ ...place, limit: 1 })).toHaveLength(1),
    );
    await backend.stop();
  });

  it('waits for Git, and records nothing that is not known to be new', async () => {
    const { see, startBackend, git, logger } = await create({
      tags: { [FIRST]: '4.1.0', [SECOND]: '4.1.0', [THIRD]: '4.1.0' },
    });
    const record = recorded('get-statefulset-never-synced');
    git.down = true;
    expect(await see(record, [startBackend()])).toEqual([]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('The Git host does not answer'),
    );
    git.down = false;
    expect(
      await see({ ...record, health: 'Progressing' }, [startBackend()]),
    ).toHaveLength(1);
  });

  it('takes over nothing that it would forget at once', async () => {
    const { see, startBackend } = await create({
      now: new Date(NOW.getTime() + 2 * YEAR_MS),
    });
    expect(
      await see(recorded('get-after-rollback'), [startBackend()]),
    ).toMatchObject([{ from: '2026-11-29T00:19:54.000Z' }]);
  });
});
