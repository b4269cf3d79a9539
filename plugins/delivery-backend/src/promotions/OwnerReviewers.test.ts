import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  GitHostKind,
  RepositoryAddress,
} from '@stonegarden/repository-address';
import { shop } from '../__testUtils__/shop';
import { OwnerReviewers } from './OwnerReviewers';

const LOGIN = 'github.com/user-login';

const user = (name: string, login?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, ...(login ? { annotations: { [LOGIN]: login } } : {}) },
  spec: {},
});
const group = (team?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: {
    name: 'payments',
    ...(team ? { annotations: { 'github.com/team-slug': team } } : {}),
  },
  spec: { type: 'team', children: [] },
  relations: ['ada', 'grace', 'erin', 'gone'].map(name => ({
    type: 'hasMember',
    targetRef: `user:default/${name}`,
  })),
});
const people = [user('ada', 'Ada'), user('grace', 'grace-h'), user('erin')];

const reviewersOf = (
  catalog: Entity[],
  owner = 'group:default/payments',
  kind: GitHostKind = 'github',
) =>
  new OwnerReviewers({
    auth: mockServices.auth(),
    catalog: catalogServiceMock({ entities: catalog }),
    services: {
      resolve: async entityRef => ({
        entityRef,
        name: 'shop',
        environments: [],
        entity: {
          ...shop,
          relations: [{ type: 'ownedBy', targetRef: owner }],
        },
      }),
    },
  }).of(
    { entityRef: 'component:default/shop', requestedBy: 'user:default/ada' },
    {
      repository: RepositoryAddress.parse('https://git.example/acme/platform', {
        kind,
      }),
    },
  );

describe('OwnerReviewers', () => {
  it('asks the team of the owner at the Git host', async () => {
    await expect(
      reviewersOf([group('Acme/payments'), ...people]),
    ).resolves.toEqual({ users: [], teams: ['payments'] });
  });

  it('asks the people of an owner without a team there, and never whoever asked for it', async () => {
    for (const team of [undefined, 'elsewhere/payments', 'nonsense']) {
      await expect(reviewersOf([group(team), ...people])).resolves.toEqual({
        users: ['grace-h'],
        teams: [],
      });
    }
  });

  it('asks a person who owns it, unless that is who asked for it', async () => {
    await expect(reviewersOf(people, 'user:default/grace')).resolves.toEqual({
      users: ['grace-h'],
      teams: [],
    });
    await expect(reviewersOf(people, 'user:default/ada')).resolves.toEqual({
      users: [],
      teams: [],
    });
  });

  it('asks nobody where nobody is known', async () => {
    const nobody = { users: [], teams: [] };
    await expect(reviewersOf([])).resolves.toEqual(nobody);
    await expect(
      reviewersOf([group('acme/payments')], undefined, 'gitlab'),
    ).resolves.toEqual(nobody);
  });
});
