import { mockServices } from '@backstage/backend-test-utils';
import type { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { FakeRepository } from './__testUtils__/FakeRepository';
import { manifestText, teamsText } from './__testUtils__/manifestText';
import { RepositoryAddress } from './RepositoryAddress';
import { ServiceManifestEntityProvider } from './ServiceManifestEntityProvider';

const url = 'https://git.example.com/acme/platform/tree/main/';
const teamsPath = 'kubernetes/bootstrap/teams.yaml';
const shelf = (description: string) => ({
  'kubernetes/services/shelf/service.yaml': manifestText('shelf', {
    description,
  }),
});

describe('ServiceManifestEntityProvider', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  async function start(files: Record<string, string> = shelf('first')) {
    const repository = new FakeRepository(url, files);
    const events = mockServices.events();
    const logger = mockServices.logger.mock();
    const applyMutation = jest.fn(async (_: EntityProviderMutation) => {});
    let runSchedule: () => Promise<void> = async () => {};
    const provider = new ServiceManifestEntityProvider(
      {
        id: 'acme',
        address: RepositoryAddress.parse(url, 'kubernetes'),
        apiGroup: 'platform.stonegarden.dev',
        schedule: { frequency: { minutes: 5 }, timeout: { minutes: 3 } },
      },
      {
        auth: mockServices.auth(),
        catalog: catalogServiceMock(),
        events,
        logger,
        scheduler: mockServices.scheduler.mock({
          scheduleTask: async ({ fn }) => {
            runSchedule = async () => fn(new AbortController().signal);
          },
        }),
        urlReader: repository,
      },
    );
    await provider.connect({ applyMutation, refresh: async () => {} });
    return {
      repository,
      logger,
      applyMutation,
      runSchedule: async () => {
        const run = runSchedule();
        await jest.advanceTimersByTimeAsync(300);
        await run;
      },
      wait: (ms: number) => jest.advanceTimersByTimeAsync(ms),
      push: (after: string) =>
        events.publish({
          topic: 'github.push',
          eventPayload: {
            ref: 'refs/heads/main',
            after,
            repository: { full_name: 'acme/platform' },
          },
        }),
      /** What the catalog was last given of an entity. */
      last(kind: string, name: string) {
        const mutation = applyMutation.mock.lastCall?.[0];
        return mutation?.type === 'full'
          ? mutation.entities
              .map(one => one.entity)
              .find(one => one.kind === kind && one.metadata.name === name)
          : undefined;
      },
    };
  }

  it('reads at start and what changed on schedule, and claims names that were not free before', async () => {
    const { applyMutation, last, repository, runSchedule, wait } =
      await start();
    await wait(300);
    expect(applyMutation).toHaveBeenCalledTimes(1);
    const [mutation] = applyMutation.mock.calls[0];
    expect(mutation).toMatchObject({
      type: 'full',
      entities: expect.arrayContaining([
        expect.objectContaining({ locationKey: 'service-manifest:acme' }),
      ]),
    });
    await runSchedule();
    expect(applyMutation).toHaveBeenCalledTimes(2);
    expect(applyMutation.mock.calls[1]).toEqual([mutation]);
    repository.commit(shelf('second'));
    await runSchedule();
    expect(applyMutation).toHaveBeenCalledTimes(3);
    expect(last('Component', 'shelf')?.metadata.description).toBe('second');
  });

  it('reads again when the host does not show a push yet', async () => {
    const { repository, push, wait, last, applyMutation, logger } =
      await start();
    await wait(300);
    await push('commit-2');
    await wait(500);
    expect(applyMutation).toHaveBeenCalledTimes(1);
    repository.commit(shelf('second'));
    await wait(1000);
    expect(last('Component', 'shelf')?.metadata.description).toBe('second');
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('does not wait for ever for a commit that was passed over', async () => {
    const { repository, push, wait, runSchedule } = await start();
    await wait(300);
    const readTree = jest.spyOn(repository, 'readTree');
    await push('commit-0');
    await wait(600_000);
    const calls = readTree.mock.calls.length;
    expect(calls).toBeLessThan(8);
    await runSchedule();
    await wait(600_000);
    expect(readTree.mock.calls.length).toBe(calls + 1);
  });

  it('gives the catalog the same again when the catalog could not take it', async () => {
    const { repository, applyMutation, runSchedule, wait, last } =
      await start();
    await wait(300);
    applyMutation.mockRejectedValueOnce(new Error('database is locked'));
    repository.commit(shelf('second'));
    await runSchedule();
    await wait(1000);
    expect(applyMutation).toHaveBeenCalledTimes(3);
    expect(last('Component', 'shelf')?.metadata.description).toBe('second');
  });

  it('keeps the contacts of teams while teams.yaml has an error', async () => {
    const { repository, runSchedule, wait, last, logger } = await start({
      ...shelf('first'),
      [teamsPath]: teamsText([{ name: 'product', title: 'Product' }]),
    });
    await wait(300);
    repository.commit({
      [teamsPath]: teamsText([{ name: 'product', titel: 1, email: 'none' }]),
    });
    await runSchedule();
    expect(last('Group', 'product')?.metadata.title).toBe('Product');
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(`${teamsPath}:7 \`spec.teams[0].email\``),
    );
    repository.commit({ [teamsPath]: teamsText([{ name: 'product' }]) });
    await runSchedule();
    expect(last('Group', 'product')?.metadata.title).toBeUndefined();
  });
});
