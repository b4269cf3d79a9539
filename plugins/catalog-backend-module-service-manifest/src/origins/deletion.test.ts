import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { stringify } from 'yaml';
import { FakeRepository } from '../__testUtils__/FakeRepository';
import { manifestText, overlayTexts } from '../__testUtils__/manifestText';
import { startTestCatalog, TEST_URL } from '../__testUtils__/startTestCatalog';

jest.setTimeout(60_000);

const SHELF = 'component:default/shelf';
const PATH = 'kubernetes/services/shelf/service.yaml';
const FILES = {
  [PATH]: manifestText('shelf'),
  ...overlayTexts('kubernetes/services/shelf'),
};
const FOREIGN = 'https://git.example.com/mallory/files/tree/main';
const plain = (name: string, description: string) =>
  stringify({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, description },
    spec: { type: 'service', lifecycle: 'production', owner: 'guests' },
  });

/** The scheduler's part of a read, at the time of the test. */
function schedule() {
  let read: (() => unknown) | undefined;
  const scheduler = mockServices.scheduler.mock({
    scheduleTask: async ({ id, fn }) => {
      if (id === 'service-manifest:acme:read') {
        read = () => fn(new AbortController().signal);
      }
    },
  });
  return { feature: scheduler.factory, read: async () => read?.() };
}
const QUICK = {
  processingInterval: { seconds: 1 },
  stitchingStrategy: { pollingInterval: { milliseconds: 50 } },
};

/** Whoever is signed in may do everything but delete entities. */
function noDeletion() {
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission }) => ({
        result:
          permission.name === 'catalog.entity.delete'
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      })),
    authorizeConditional: async requests =>
      requests.map(({ permission }) => ({
        result:
          permission.name === 'catalog.entity.delete'
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      })),
  });
  return permissions.factory;
}

type Catalog = Awaited<ReturnType<typeof startTestCatalog>>;

async function uidOf(catalog: Catalog, ref: string) {
  const uid = (await catalog.entities()).get(ref)?.metadata.uid;
  return uid ?? '';
}

const remove = (catalog: Catalog, uid: string) =>
  catalog.request(`entities/by-uid/${uid}`, { method: 'DELETE' });

describe('deleting an entity that comes from Git', () => {
  it('is refused with a word on where to delete it', async () => {
    const auditor = mockServices.auditor.mock();
    const fail = jest.fn(async () => {});
    auditor.createEvent.mockImplementation(async () => ({
      success: async () => {},
      fail,
    }));
    const catalog = await startTestCatalog(
      new FakeRepository(TEST_URL, FILES),
      {
        catalog: QUICK,
        files: { [`${FOREIGN}/plain.yaml`]: plain('plain', 'Registered') },
        features: [noDeletion(), auditor.factory],
      },
    );
    await catalog.eventually(entities =>
      expect(entities.has(SHELF)).toBe(true),
    );
    const uid = await uidOf(catalog, SHELF);
    const refused = await remove(catalog, uid);
    expect(refused.status).toBe(403);
    const { error } = await refused.json();
    expect(error.message).toContain(
      `component:default/shelf comes from Git, so it cannot be unregistered here: delete or change ${PATH} (https://git.example.com/acme/platform/blob/main/${PATH}) there`,
    );
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'entity-mutate',
        meta: { actionType: 'delete', uid, entityRef: SHELF },
      }),
    );
    expect(fail).toHaveBeenCalledWith({
      error: expect.objectContaining({ name: 'NotAllowedError' }),
    });
    const group = await remove(
      catalog,
      await uidOf(catalog, 'group:default/product'),
    );
    expect((await group.json()).error.message).toContain(
      'group:default/product comes from Git',
    );

    // What does not come from Git, and what is not there, is the catalog's own affair.
    await catalog.request('locations', {
      method: 'POST',
      body: { type: 'url', target: `${FOREIGN}/plain.yaml` },
    });
    await catalog.eventually(entities =>
      expect(entities.has('component:default/plain')).toBe(true),
    );
    const plainly = await remove(
      catalog,
      await uidOf(catalog, 'component:default/plain'),
    );
    expect(plainly.status).toBe(403);
    expect(await plainly.text()).not.toContain('Git');
    expect((await remove(catalog, 'none')).status).toBe(403);
    expect((await catalog.entities()).has(SHELF)).toBe(true);
    await catalog.stop();
  });

  it('is undone at the next read, also when nothing changed in Git', async () => {
    const repository = new FakeRepository(TEST_URL, FILES);
    const { feature, read } = schedule();
    const catalog = await startTestCatalog(repository, {
      catalog: QUICK,
      features: [feature],
    });
    await catalog.eventually(entities =>
      expect(entities.has(SHELF)).toBe(true),
    );
    const reads = repository.reads;
    const uid = await uidOf(catalog, SHELF);
    expect((await remove(catalog, uid)).status).toBe(204);
    await read();
    await catalog.eventually(entities => {
      const back = entities.get(SHELF)?.metadata.uid;
      expect(back).toBeDefined();
      expect(back).not.toBe(uid);
    });
    expect(repository.reads).toBe(reads);
    await catalog.stop();
  });
});

describe('a name that somebody registered before Git had it', () => {
  it('becomes that of the service from Git', async () => {
    const repository = new FakeRepository(TEST_URL, {
      'kubernetes/services/other/service.yaml': manifestText('other'),
      ...overlayTexts('kubernetes/services/other'),
    });
    const { feature, read } = schedule();
    const catalog = await startTestCatalog(repository, {
      catalog: QUICK,
      features: [feature],
      files: { [`${FOREIGN}/shelf.yaml`]: plain('shelf', 'Mine, all mine') },
    });
    await catalog.request('locations', {
      method: 'POST',
      body: { type: 'url', target: `${FOREIGN}/shelf.yaml` },
    });
    await catalog.eventually(entities => {
      expect(entities.get(SHELF)?.metadata.description).toBe('Mine, all mine');
      expect(entities.has('component:default/other')).toBe(true);
    });
    repository.commit(FILES);
    // One read brings the service, the next one sees that the catalog does not have it.
    await read();
    await read();
    await catalog.eventually(entities => {
      expect(entities.get(SHELF)?.metadata.annotations).toMatchObject({
        'platform.stonegarden.dev/source': 'acme',
      });
      expect(entities.get(SHELF)?.metadata.description).toBeUndefined();
    });
    expect(catalog.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('under the names of services'),
    );
    // The location is processed again, and does not take it back.
    await catalog.request('refresh', {
      method: 'POST',
      authorization: mockCredentials.service.header(),
      body: {
        entityRef: [...(await catalog.entities()).keys()].find(ref =>
          ref.startsWith('location:'),
        ),
      },
    });
    await catalog.eventually(entities =>
      expect(entities.get(SHELF)?.metadata.annotations).toHaveProperty([
        'platform.stonegarden.dev/source',
      ]),
    );
    await catalog.stop();
  });
});
