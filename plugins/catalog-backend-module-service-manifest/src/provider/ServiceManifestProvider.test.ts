import type { Entity } from '@backstage/catalog-model';
import { SOURCE_ANNOTATION } from '@stonegarden/service-manifest';
import { FakeRepository } from '../__testUtils__/FakeRepository';
import {
  manifestText,
  overlayTexts,
  teamsText,
} from '../__testUtils__/manifestText';
import { startProvider } from '../__testUtils__/startProvider';

const URL = 'https://git.example.com/acme/platform/tree/main/';
const SHELF = 'component:default/shelf';
const REPOSITORY = 'resource:default/acme-repository';
const pathOf = (name: string) => `kubernetes/services/${name}/service.yaml`;
const shelf = (description: string) => ({
  [pathOf('shelf')]: manifestText('shelf', { description }),
});
const many = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      pathOf(`s${i}`),
      manifestText(`s${i}`),
    ]),
  );

describe('ServiceManifestProvider', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  async function start(
    files: Record<string, string> = shelf('first'),
    options: Parameters<typeof startProvider>[1] = {},
  ) {
    const repository = new FakeRepository(URL, files);
    const started = await startProvider(repository, options);
    await started.wait(500);
    return {
      ...started,
      repository,
      descriptionOf: (ref: string) =>
        started.entities().get(ref)?.metadata.description,
      problemsOf: (ref: string) => started.entities().get(ref)?.spec?.problems,
    };
  }

  it('reads at start, and on schedule does nothing when nothing changed', async () => {
    const { repository, applyMutation, runSchedule, descriptionOf, logger } =
      await start();
    expect(descriptionOf(SHELF)).toBe('first');
    expect(logger.info).toHaveBeenCalledWith(
      expect.stringMatching(
        /^Read 1 services from acme\/platform \(main\), 0 of them with errors: \d+ entities changed, 0 removed \(1 files, \d+ ms\)$/,
      ),
    );
    applyMutation.mockClear();
    await runSchedule();
    expect(repository.reads).toBe(1);
    expect(applyMutation).not.toHaveBeenCalled();
    repository.commit(shelf('second'));
    await runSchedule();
    expect(descriptionOf(SHELF)).toBe('second');
  });

  it('begins when the catalog connects it', async () => {
    const { repository, connect, wait, descriptionOf } = await start(
      shelf('first'),
      { connectLater: true },
    );
    await wait(5000);
    expect(repository.reads).toBe(0);
    await connect();
    await wait(500);
    expect(descriptionOf(SHELF)).toBe('first');
    expect(repository.reads).toBe(1);
  });

  it('tries again when the host was down at start', async () => {
    const repository = new FakeRepository(URL, shelf('first'));
    repository.failure = new Error('connect ECONNREFUSED');
    const { wait, entities, logger } = await startProvider(repository);
    await wait(5000);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('the catalog stays as it is'),
    );
    expect(entities().has(SHELF)).toBe(false);
    repository.failure = undefined;
    await wait(60_000);
    expect(entities().get(SHELF)?.metadata.description).toBe('first');
  });

  it('gives a first read whole, and then nothing more by itself', async () => {
    const { applyMutation, wait, repository, entities } = await start();
    const types = applyMutation.mock.calls.map(([, { type }]) => type);
    expect(new Set(types)).toEqual(new Set(['full']));
    expect(entities().has(SHELF)).toBe(true);
    applyMutation.mockClear();
    await wait(600_000);
    expect(applyMutation).not.toHaveBeenCalled();
    expect(repository.reads).toBe(1);
  });

  it('gives the catalog everything again once an hour, for names that have become free', async () => {
    const { applyMutation, runSchedule, wait, repository } = await start();
    applyMutation.mockClear();
    await wait(3_600_000);
    await runSchedule();
    expect(repository.reads).toBe(1);
    expect(applyMutation).toHaveBeenCalledWith(
      expect.any(String),
      expect.objectContaining({ type: 'full' }),
    );
    applyMutation.mockClear();
    await runSchedule();
    expect(applyMutation).not.toHaveBeenCalled();
  });

  it('reads only what a push changed, and nothing at the schedule that follows', async () => {
    const { repository, announce, wait, runSchedule, descriptionOf, entities } =
      await start({ ...shelf('first'), ...many(3) });
    await announce(
      repository.commit({
        ...shelf('second'),
        [pathOf('s1')]: undefined,
        'README.md': 'for people',
      }),
    );
    await wait(500);
    expect(repository.fileReads.sort()).toEqual([
      pathOf('s1'),
      pathOf('shelf'),
    ]);
    expect(descriptionOf(SHELF)).toBe('second');
    expect(entities().has('component:default/s1')).toBe(false);
    await runSchedule();
    expect(repository.reads).toBe(1);
  });

  it('does nothing for a push that touches nothing of it, and follows the next', async () => {
    const { repository, announce, wait, applyMutation, descriptionOf } =
      await start();
    applyMutation.mockClear();
    await announce(repository.commit({ 'README.md': 'for people' }));
    await wait(500);
    expect(applyMutation).not.toHaveBeenCalled();
    await announce(repository.commit(shelf('second')));
    await wait(500);
    expect(descriptionOf(SHELF)).toBe('second');
    expect(repository.reads).toBe(1);
  });

  it('follows pushes that come out of order and twice, without a read of everything', async () => {
    const { repository, announce, wait, descriptionOf } = await start();
    const pushes = ['second', 'third', 'fourth'].map(text =>
      repository.commit(shelf(text)),
    );
    for (const index of [2, 0, 2, 1, 0]) {
      await announce(pushes[index]);
    }
    await wait(500);
    expect(descriptionOf(SHELF)).toBe('fourth');
    expect(repository.reads).toBe(1);
    await announce(pushes[0]);
    await wait(60_000);
    expect(descriptionOf(SHELF)).toBe('fourth');
  });

  it.each([
    ['a lost event', {}],
    ['rewritten history', { parent: 'commit-1' }],
  ])('reads everything after %s', async (what, options) => {
    const { repository, announce, wait, descriptionOf } = await start();
    repository.commit(shelf('second'));
    await announce(
      repository.commit(
        what === 'a lost event' ? { 'README.md': 'x' } : shelf('third'),
        options,
      ),
    );
    await wait(500);
    expect(descriptionOf(SHELF)).toBe(
      what === 'a lost event' ? 'second' : 'third',
    );
    expect(repository.reads).toBe(2);
  });

  it('does not apply a push to a folder of which it knows too little', async () => {
    const overlays = overlayTexts('kubernetes/services/late');
    const { repository, announce, wait, problemsOf } = await start({
      ...shelf('first'),
      ...overlays,
    });
    await announce(
      repository.commit({ [pathOf('late')]: manifestText('late') }),
    );
    await wait(500);
    expect(repository.reads).toBe(2);
    expect(problemsOf('component:default/late')).toBeUndefined();

    const [production] = Object.keys(overlays).filter(path =>
      path.includes('production'),
    );
    await announce(repository.commit({ [production]: undefined }));
    await wait(500);
    expect(problemsOf('component:default/late')).toEqual([
      expect.objectContaining({ code: 'environment-folder-missing' }),
    ]);
  });

  it('reads again when the host does not show a push yet', async () => {
    const { repository, announce, wait, descriptionOf, logger } = await start();
    const push = repository.commit(shelf('second'));
    repository.shown = 'commit-1';
    await announce(push);
    await wait(2000);
    expect(descriptionOf(SHELF)).toBe('first');
    repository.shown = undefined;
    await wait(3000);
    expect(descriptionOf(SHELF)).toBe('second');
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('does not wait forever for a commit that was passed over', async () => {
    const { repository, announce, wait, runSchedule } = await start();
    const readTree = jest.spyOn(repository, 'readTree');
    await announce({
      ...repository.commit({}),
      after: 'commit-0',
      before: 'x',
    });
    await wait(600_000);
    const calls = readTree.mock.calls.length;
    expect(calls).toBeLessThan(8);
    await runSchedule();
    await wait(600_000);
    expect(readTree.mock.calls.length).toBe(calls + 1);
  });

  it('gives the catalog the same again when the catalog could not take it', async () => {
    const { repository, announce, applyMutation, wait, descriptionOf } =
      await start();
    applyMutation.mockRejectedValueOnce(new Error('database is locked'));
    await announce(repository.commit(shelf('second')));
    await wait(3000);
    expect(descriptionOf(SHELF)).toBe('second');
  });

  it('shows on its own entity since when it cannot be read, changes nothing else, and takes it back', async () => {
    const { repository, runSchedule, wait, entities, problemsOf } =
      await start();
    const before = entities();
    // It may fail in the one minute or in the next.
    const minute = () => new Date().toISOString().slice(0, 16);
    const minuteBefore = minute();
    repository.failure = new Error('Not today');
    repository.commit({ [pathOf('shelf')]: undefined });
    await runSchedule();
    expect(problemsOf(REPOSITORY)).toEqual([
      expect.objectContaining({
        severity: 'error',
        code: 'source-unreadable',
        message: expect.stringContaining('Not today'),
        since: expect.stringMatching(`^(${minuteBefore}|${minute()})`),
      }),
    ]);
    const shown = entities().get(REPOSITORY);
    await wait(120_000);
    expect(entities().get(REPOSITORY)).toBe(shown);
    expect([...entities()].filter(([ref]) => ref !== REPOSITORY)).toEqual(
      [...before].filter(([ref]) => ref !== REPOSITORY),
    );
    repository.failure = undefined;
    repository.commit(shelf('second'));
    await runSchedule();
    expect(problemsOf(REPOSITORY)).toBeUndefined();
  });

  it('shows that it cannot be read when it never could', async () => {
    const { problemsOf, entities } = await start({ 'README.md': 'nothing' });
    expect([...entities().keys()]).toEqual([REPOSITORY]);
    expect(problemsOf(REPOSITORY)).toEqual([
      expect.objectContaining({ code: 'source-unreadable' }),
    ]);
  });

  it.each(['a read', 'a push'])(
    'removes nothing when too much is missing in %s, and says so once',
    async what => {
      const { repository, announce, wait, runSchedule, entities, ...rest } =
        await start(many(20));
      const gone = Object.fromEntries(
        Object.keys(many(7)).map(path => [path, undefined]),
      );
      const push = repository.commit(gone);
      if (what === 'a push') {
        await announce(push);
        await wait(500);
      } else {
        await runSchedule();
      }
      const services = () =>
        [...entities().values()].filter(one => one.kind === 'Component').length;
      expect(services()).toBe(20);
      expect(rest.problemsOf(REPOSITORY)).toEqual([
        expect.objectContaining({
          code: 'source-shrunken',
          message: expect.stringContaining('7 of 20 services are missing'),
        }),
      ]);
      await announce(repository.commit(shelf('new')));
      await wait(500);
      expect(services()).toBe(21);
      expect(rest.logger.warn.mock.calls.flat()).toEqual([
        expect.stringContaining('acme/platform (main): 7 of 20 services'),
        expect.stringContaining('Not about a single service'),
      ]);
      repository.commit(many(7));
      await runSchedule();
      expect(rest.problemsOf(REPOSITORY)).toBeUndefined();
      expect(services()).toBe(21);
    },
  );

  it.each(['a read', 'a push'])(
    'removes nothing when %s leaves only Kubernetes Services in service.yaml files',
    async what => {
      const { repository, announce, wait, runSchedule, entities, ...rest } =
        await start(many(3));
      const kubernetes =
        'apiVersion: v1\nkind: Service\nmetadata: { name: s }\n';
      const foreign = Object.keys(many(3)).map(path => [path, kubernetes]);
      const push = repository.commit(Object.fromEntries(foreign));
      if (what === 'a push') {
        await announce(push);
        await wait(500);
      } else {
        await runSchedule();
      }
      expect([...entities().keys()]).toEqual(
        expect.arrayContaining([
          'component:default/s0',
          'component:default/s1',
          'component:default/s2',
        ]),
      );
      expect(rest.problemsOf(REPOSITORY)).toEqual([
        expect.objectContaining({
          code: 'source-shrunken',
          message: expect.stringContaining('3 of 3 services are missing'),
        }),
      ]);
      repository.commit(many(3));
      await runSchedule();
      expect(rest.problemsOf(REPOSITORY)).toBeUndefined();
    },
  );

  it('knows from the catalog what there was before it was started', async () => {
    const catalog = Array.from(
      { length: 10 },
      (_, i): Entity => ({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name: `old${i}`,
          namespace: 'default',
          annotations: { [SOURCE_ANNOTATION]: 'acme' },
        },
      }),
    );
    const { problemsOf, stop } = await start(shelf('first'), { catalog });
    expect(problemsOf(REPOSITORY)).toEqual([
      expect.objectContaining({ code: 'source-shrunken' }),
    ]);
    stop();
    const other = await start(shelf('first'), {
      catalog,
      config: { maxRemovedShare: 1 },
    });
    expect(other.problemsOf(REPOSITORY)).toBeUndefined();
  });

  it('keeps the contacts of teams while teams.yaml has an error', async () => {
    const teamsPath = 'kubernetes/bootstrap/teams.yaml';
    const { repository, runSchedule, entities, logger } = await start({
      ...shelf('first'),
      [teamsPath]: teamsText([{ name: 'product', title: 'Product' }]),
    });
    const title = () => entities().get('group:default/product')?.metadata.title;
    repository.commit({
      [teamsPath]: teamsText([{ name: 'product', titel: 1, email: 'none' }]),
    });
    await runSchedule();
    expect(title()).toBe('Product');
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(`${teamsPath}:7 \`spec.teams[0].email\``),
    );
    repository.commit({ [teamsPath]: teamsText([{ name: 'product' }]) });
    await runSchedule();
    expect(title()).toBeUndefined();
  });

  it('gives everything again once the catalog has removed what somebody else let go for it', async () => {
    const { applyMutation, claims, wait, runSchedule, repository } =
      await start();
    await wait(60_000);
    applyMutation.mockClear();
    expect(claims('component:default/unknown')).toBe(false);
    await wait(60_000);
    expect(applyMutation).not.toHaveBeenCalled();

    const { reads } = repository;
    expect([claims(SHELF), claims(SHELF)]).toEqual([true, true]);
    await wait(30_000);
    expect(applyMutation).not.toHaveBeenCalled();
    await wait(20_000);
    const given = applyMutation.mock.calls.flatMap(([, mutation]) =>
      mutation.type === 'full' ? mutation.entities : [],
    );
    expect(given.map(one => one.entity.metadata.name)).toContain('shelf');
    expect(repository.reads - reads).toBeLessThanOrEqual(1);

    applyMutation.mockClear();
    await runSchedule();
    expect(applyMutation).not.toHaveBeenCalled();
  });
});
