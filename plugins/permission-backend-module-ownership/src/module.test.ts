import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { catalogLocationCreatePermission } from '@backstage/plugin-catalog-common/alpha';
import request from 'supertest';
import permissionModuleOwnership from '.';

const start = (access?: object) => {
  const logger = mockServices.logger.mock({ child: () => logger });
  return startTestBackend({
    features: [
      permissionPlugin,
      permissionModuleOwnership,
      logger.factory,
      mockServices.rootConfig.factory({
        data: {
          permission: { enabled: true },
          ...(access && { delivery: { access } }),
        },
      }),
    ],
  }).then(backend => ({ backend, logger }));
};

const mayRegister = (
  { server }: Awaited<ReturnType<typeof start>>['backend'],
  authorization: string,
) =>
  request(server)
    .post('/api/permission/authorize')
    .set('Authorization', authorization)
    .send({
      items: [{ id: '1', permission: catalogLocationCreatePermission }],
    });

const NOBODY = /Nobody may approve promotions to protected environments/;

describe('permissionModuleOwnership', () => {
  it('is the policy of the portal, with the roles of app-config', async () => {
    const { backend, logger } = await start({
      administrators: ['user:default/ada'],
    });
    const ask = async (name: string) => {
      const header = mockCredentials.user.header(`user:default/${name}`);
      const { body } = await mayRegister(backend, header);
      return body.items[0].result;
    };
    expect(await ask('ada')).toBe('ALLOW');
    expect(await ask('olga')).toBe('DENY');
    const none = await mayRegister(backend, mockCredentials.none.header());
    expect(none.status).toBe(401);
    expect(logger.warn).not.toHaveBeenCalledWith(expect.stringMatching(NOBODY));
    await backend.stop();
  });

  it('says so when nobody may approve', async () => {
    const { backend, logger } = await start();
    expect(logger.warn).toHaveBeenCalledWith(expect.stringMatching(NOBODY));
    await backend.stop();
  });

  it('does not start with a role that it cannot read', async () => {
    await expect(start({ releaseManagers: ['sre'] })).rejects.toThrow(
      'delivery.access.releaseManagers[0] in app-config must be the ref of a group or user',
    );
  });
});
