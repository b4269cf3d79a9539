import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { BackstageUserPrincipal } from '@backstage/backend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { authWithActor } from '@stonegarden/test-utils/auth';
import request, { Test } from 'supertest';
import permissionModuleOwnership from '.';
import { backstagePermissions } from './__testUtils__/knownPermissions';

jest.setTimeout(60_000);

const OLGA = 'user:default/olga';
const MAX = 'user:default/max';
const ADA = 'user:default/ada';
const ADMINISTRATORS = 'group:default/portal-administrators';

async function start() {
  const { server } = await startTestBackend({
    features: [
      authWithActor,
      mockServices.permissions.factory(),
      mockServices.userInfo.mock({
        getUserInfo: async ({ principal }) => {
          const { userEntityRef } = principal as BackstageUserPrincipal;
          const groups = userEntityRef === ADA ? [ADMINISTRATORS] : [];
          return {
            userEntityRef,
            ownershipEntityRefs: [userEntityRef, ...groups],
          };
        },
      }).factory,
      mockServices.rootConfig.factory({
        data: {
          permission: { enabled: true },
          delivery: { access: { administrators: [ADMINISTRATORS] } },
          integrations: {},
        },
      }),
      permissionPlugin,
      permissionModuleOwnership,
      catalogPlugin,
      scaffolderPlugin,
    ],
  });
  const api = request(server);
  return {
    api,
    as: (user: string, test: Test) =>
      test.set('Authorization', mockCredentials.user.header(user)),
  };
}

describe('the catalog and the scaffolder under the shipped policy', () => {
  let started: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    started = await start();
  });

  it.each(['catalog', 'scaffolder'])(
    'registers no permission in %s that is not decided',
    async plugin => {
      const { body } = await started.api
        .get(`/api/${plugin}/.well-known/backstage/permissions/metadata`)
        .set('Authorization', mockCredentials.service.header());
      const names = (body.permissions as Array<{ name: string }>).map(
        ({ name }) => name,
      );
      expect(names.length).toBeGreaterThan(5);
      expect(backstagePermissions().map(({ name }) => name)).toEqual(
        expect.arrayContaining(names),
      );
    },
  );

  it('lets administrators register and delete locations, and members only list them', async () => {
    const { api, as } = started;
    const register = (user: string) =>
      as(
        user,
        api.post('/api/catalog/locations').send({
          type: 'url',
          target: 'https://git.example/mallory/catalog-info.yaml',
        }),
      );
    const list = async (user: string) =>
      (await as(user, api.get('/api/catalog/locations'))).body.map(
        ({ data }: { data: { id: string; target: string } }) => data,
      );
    expect((await register(OLGA)).status).toBe(403);
    expect(await list(OLGA)).toEqual([]);
    expect((await register(ADA)).status).toBe(201);
    const [{ id }] = await list(OLGA);
    const remove = (user: string) =>
      as(user, api.delete(`/api/catalog/locations/${id}`));
    expect((await remove(OLGA)).status).toBe(403);
    expect(await list(OLGA)).toHaveLength(1);
    expect((await remove(ADA)).status).toBe(204);
  });

  it('has the backend read addresses for administrators only', async () => {
    const { api, as } = started;
    const analyze = (user: string) =>
      as(
        user,
        api.post('/api/catalog/analyze-location').send({
          location: { type: 'url', target: 'http://169.254.169.254/' },
        }),
      );
    expect((await analyze(OLGA)).status).toBe(403);
    expect((await analyze(ADA)).status).not.toBe(403);
  });

  it('lets members see their own tasks, and try no template of their own', async () => {
    const { api, as } = started;
    const tasks = (user: string) =>
      as(user, api.get('/api/scaffolder/v2/tasks'));
    expect((await tasks(MAX)).body).toMatchObject({ tasks: [] });
    const dryRun = await as(
      MAX,
      api.post('/api/scaffolder/v2/dry-run').send({
        template: {
          apiVersion: 'scaffolder.backstage.io/v1beta3',
          kind: 'Template',
          metadata: { name: 'mine' },
          spec: { type: 'service', steps: [{ action: 'fetch:plain' }] },
        },
        values: {},
        directoryContents: [],
      }),
    );
    expect(dryRun.status).toBe(403);
  });
});
