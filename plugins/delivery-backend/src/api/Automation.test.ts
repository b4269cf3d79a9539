import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { deliveryEnvironmentPermissions } from '@stonegarden/backstage-plugin-delivery-common';
import { Automation } from './Automation';

const OWNER = 'group:default/product';
const resource = (environment: string, owner = OWNER) => ({
  entityRef: 'component:default/shop',
  environment,
  owners: [owner],
  isProtected: environment === 'production',
  isApproved: false,
});

describe('Automation', () => {
  const automation = new Automation(
    [
      { subject: 'external:ci', owners: [OWNER] },
      { subject: 'cd', owners: [OWNER], environments: ['staging'] },
    ],
    { auth: mockServices.auth() },
  );
  const allowed = (subject: string, environment: string, owner?: string) =>
    deliveryEnvironmentPermissions
      .filter(permission =>
        automation
          .grantFor(mockCredentials.service(subject))!
          .allows(permission, resource(environment, owner)),
      )
      .map(({ name }) => name)
      .sort();

  it('says nothing about people and other plugins', () => {
    for (const credentials of [
      mockCredentials.user(),
      mockCredentials.none(),
      mockCredentials.service('plugin:scaffolder'),
    ]) {
      expect(automation.grantFor(credentials)).toBeUndefined();
    }
  });

  it.each(['ci', 'external:ci:main', 'external:c', ''])(
    'refuses %j, which has no entry, and names the key',
    subject => {
      expect(() =>
        automation.grantFor(mockCredentials.service(subject)),
      ).toThrow(
        `The token of ${subject} may do nothing in service delivery: delivery.access.automation in app-config has no entry for it`,
      );
    },
  );

  it('is not misled by a token that calls itself a plugin', () => {
    expect(() =>
      automation.grantFor(
        mockCredentials.service('plugin:scaffolder', {
          permissionNames: ['delivery.promotion.create'],
        }),
      ),
    ).toThrow('The token of plugin:scaffolder may do nothing');
  });

  it('lets a token do at most what an owner does', () => {
    expect(allowed('external:ci', 'dev')).toEqual([
      'delivery.environment.read',
      'delivery.log.read',
      'delivery.promotion.create',
      'delivery.rollback.create',
      'delivery.sync.create',
    ]);
    expect(allowed('external:ci', 'production')).toEqual([
      'delivery.environment.read',
      'delivery.log.read',
      'delivery.promotion.create',
      'delivery.rollback.create',
    ]);
  });

  it('lets a token act in the environments of its entry, and read the others', () => {
    expect(allowed('cd', 'staging')).toEqual([
      'delivery.environment.read',
      'delivery.log.read',
      'delivery.promotion.create',
      'delivery.rollback.create',
      'delivery.sync.create',
    ]);
    for (const environment of ['dev', 'production']) {
      expect(allowed('cd', environment)).toEqual(['delivery.environment.read']);
    }
  });

  it('allows nothing of the services of others', () => {
    expect(allowed('external:ci', 'dev', 'group:default/other')).toEqual([]);
  });
});
