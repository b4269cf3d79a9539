import { ConfigReader } from '@backstage/config';
import { readAccessConfig } from './readAccessConfig';

const read = (access?: object) =>
  readAccessConfig(
    new ConfigReader(access && { delivery: { access: { ...access } } }),
  );

describe('readAccessConfig', () => {
  it('gives nobody a role when nothing is configured', () => {
    expect(read()).toEqual({
      administrators: [],
      releaseManagers: [],
      alsoAllow: [],
    });
  });

  it('reads refs of groups and users as the catalog writes them', () => {
    expect(
      read({
        administrators: ['group:default/portal-administrators', 'user:ada'],
        releaseManagers: ['Group:default/Release-Managers'],
        alsoAllow: ['announcement.entity.create'],
      }),
    ).toEqual({
      administrators: [
        'group:default/portal-administrators',
        'user:default/ada',
      ],
      releaseManagers: ['group:default/release-managers'],
      alsoAllow: ['announcement.entity.create'],
    });
  });

  it.each(['release-managers', 'component:default/shop', 'group:a/b/c'])(
    'refuses the ref %j with its key and an example',
    ref => {
      expect(() =>
        read({ releaseManagers: ['group:default/sre', ref] }),
      ).toThrow(
        `delivery.access.releaseManagers[1] in app-config must be the ref of a group or user, for example group:default/release-managers, not ${JSON.stringify(
          ref,
        )}`,
      );
    },
  );

  it('refuses what is not a list', () => {
    expect(() => read({ administrators: 'group:default/sre' })).toThrow(
      /delivery\.access\.administrators/,
    );
  });

  it.each(['*', 'catalog.*', 'catalog', 'catalog.entity.delete,x.y'])(
    'refuses %j as the name of a permission',
    name => {
      expect(() => read({ alsoAllow: [name] })).toThrow(
        `delivery.access.alsoAllow[0] in app-config must be the name of one permission, for example catalog.entity.validate, not ${JSON.stringify(
          name,
        )}`,
      );
    },
  );

  it('refuses to give every member a permission of service delivery', () => {
    expect(() => read({ alsoAllow: ['delivery.promotion.approve'] })).toThrow(
      'delivery.access.alsoAllow[0] in app-config must not be a permission of service delivery',
    );
  });
});
