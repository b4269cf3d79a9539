import { mockServices } from '@backstage/backend-test-utils';
import {
  type Deployment,
  parseImage,
} from '@stonegarden/backstage-plugin-delivery-common';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { stringify } from 'yaml';
import type { PromotionRecord } from '../../promotions/PromotionRecord';
import type { ImagePresence } from '../../registries/RegistryClient';
import { useFakeDate } from '../../__testUtils__/useFakeDate';
import { RollbackWarningCollector } from './RollbackWarningCollector';

const FOLDER = 'kubernetes/services/shop';
const FILE = `${FOLDER}/service.yaml`;
const URL = `https://git.example/acme/platform/tree/main/${FOLDER}/`;

const manifest = (spec: object = {}, group = 'platform.stonegarden.dev') =>
  stringify({
    apiVersion: `${group}/v1alpha1`,
    kind: 'Service',
    metadata: { name: 'shop' },
    spec: {
      owner: { team: 'product' },
      environments: [{ name: 'production', namespace: 'shop' }],
      ...spec,
    },
  });
const UNSAFE = { release: { rollbackSafe: false } };

const deployment = (
  revision: string,
  overrides: Partial<Deployment> = {},
): Deployment => ({
  id: revision,
  entityRef: 'component:default/shop',
  environment: 'production',
  instance: 'homelab',
  application: 'argocd/shop-production',
  release: { images: [parseImage('ghcr.io/acme/shop:3')] },
  revision,
  from: '2026-01-01T02:00:00.000Z',
  ...overrides,
});

/** Of a commit that nobody knows: reading it would fail. */
const before = deployment('b'.repeat(40), { from: '2026-01-01T00:30:00.000Z' });

describe('RollbackWarningCollector', () => {
  let git: FakeGitHost;
  let presence: ImagePresence;
  /** What ran in production, newest first. */
  let ran: Deployment[];
  const logger = mockServices.logger.mock();

  beforeEach(() => {
    useFakeDate(Date.parse('2026-01-01T00:00:00Z'));
    git = new FakeGitHost({ [FILE]: manifest() });
    presence = 'unknown';
    ran = [];
    logger.warn.mockClear();
  });
  afterEach(() => jest.useRealTimers());

  const create = (apiGroups = ['platform.stonegarden.dev']) =>
    new RollbackWarningCollector({
      deployments: { list: async () => ran },
      promotions: {
        get: async id =>
          ({ id, pullRequest: { number: 1 } } as PromotionRecord),
      },
      registries: { find: async () => presence },
      apiGroups,
      unsafeLabel: 'rollback-unsafe',
      logger,
    });
  const collect = async (
    takenBack: Deployment[],
    collector = create(),
  ): Promise<string[]> => {
    const location = await git.hosts.resolve(URL);
    const release = { images: [parseImage('ghcr.io/acme/shop:2')] };
    const target = deployment('a'.repeat(40), {
      release,
      from: '2026-01-01T01:00:00.000Z',
    });
    ran = [...takenBack, target, before];
    const warnings = await collector.collect({
      location,
      deployment: target,
      release,
    });
    return warnings.map(({ code }) => code);
  };
  /** Returns the commit. */
  const write = (content: string) =>
    git.push('main', [{ path: FILE, content }]);
  /** Returns the number of the pull request. */
  const propose = async (): Promise<number> => {
    const parent = await git.reader.head('main');
    const edits = [{ path: 'a.txt', content: 'a' }];
    const commit = await git.pullRequests.commit({ parent, edits, title: 'A' });
    const { number } = await git.pullRequests.open({
      branch: 'promote',
      commit,
      baseBranch: 'main',
      title: 'A',
      body: '',
    });
    return number;
  };

  it('reads service.yaml as it was when a release was deployed, whatever it says since', async () => {
    const safe = await git.reader.head('main');
    const unsafe = write(manifest(UNSAFE));
    const later = write(manifest());
    await expect(
      collect([deployment(later), deployment(unsafe)]),
    ).resolves.toEqual(['RollbackUnsafe']);
    await expect(
      collect([deployment(later), deployment(safe)]),
    ).resolves.toEqual([]);
  });

  it('reads manifests of an API group of its own', async () => {
    const unsafe = write(manifest(UNSAFE, 'acme.dev'));
    await expect(collect([deployment(unsafe)])).resolves.toEqual([]);
    await expect(
      collect(
        [deployment(unsafe)],
        create(['platform.stonegarden.dev', 'acme.dev']),
      ),
    ).resolves.toEqual(['RollbackUnsafe']);
  });

  it('looks for the label at the pull request of the promotion', async () => {
    const head = await git.reader.head('main');
    const promoted = [deployment(head, { promotion: 'p1' })];
    const number = await propose();
    await expect(collect(promoted)).resolves.toEqual([]);
    git.label(number, ['bug', 'rollback-unsafe']);
    await expect(collect(promoted)).resolves.toEqual(['RollbackUnsafe']);
    await expect(collect([deployment(head)])).resolves.toEqual([]);
  });

  it('asks the Git host once for what does not change, and once a minute for labels', async () => {
    const head = await git.reader.head('main');
    const number = await propose();
    const read = jest.spyOn(git.reader, 'read');
    const status = jest.spyOn(git.pullRequests, 'status');
    const collector = create();
    const promoted = [deployment(head, { promotion: 'p1' })];
    await collect(promoted, collector);
    git.label(number, ['rollback-unsafe']);
    await expect(collect(promoted, collector)).resolves.toEqual([]);
    expect(read).toHaveBeenCalledTimes(1);
    expect(status).toHaveBeenCalledTimes(1);
    jest.setSystemTime(Date.now() + 61_000);
    await expect(collect(promoted, collector)).resolves.toEqual([
      'RollbackUnsafe',
    ]);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('says nothing of what it cannot read, and all the rest', async () => {
    presence = 'gone';
    const head = await git.reader.head('main');
    git.down = true;
    const collector = create();
    await expect(
      collect([deployment(head, { promotion: 'p1' })], collector),
    ).resolves.toEqual(['ImageGone']);
    expect(logger.warn).toHaveBeenCalled();
    git.down = false;
    write(manifest({ release: { rollbackSafe: 'no' } }));
    await expect(
      collect([deployment(await git.reader.head('main'))], collector),
    ).resolves.toEqual(['ImageGone']);
  });
});
