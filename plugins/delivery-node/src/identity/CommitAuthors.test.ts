import { resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CommitAuthors } from './CommitAuthors';

const ORG = 'url:https://github.com/orgs/acme';
const REGISTERED = 'url:https://github.com/eve/x/blob/main/catalog-info.yaml';
const CONFIGURED = 'url:https://github.com/acme/people/blob/main/people.yaml';

function user(
  profile: unknown,
  origin: string | undefined = ORG,
  kind = 'User',
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name: 'anna',
      ...(origin && {
        annotations: { 'backstage.io/managed-by-origin-location': origin },
      }),
    },
    spec: { profile: profile as {}, memberOf: [] },
  };
}

function setUp() {
  const catalog = catalogServiceMock.mock({
    queryLocations: async request => {
      const query = request && 'query' in request ? request.query : {};
      const { target = '' } = query as { target?: string };
      const location = {
        id: '1',
        type: 'url',
        target,
        entityRef: 'location:default/x',
      };
      return {
        items: `url:${target}` === REGISTERED ? [location] : [],
        totalItems: 0,
        pageInfo: {},
      };
    },
  });
  const config = mockServices.rootConfig({
    data: {
      catalog: {
        locations: [
          { type: 'url', target: CONFIGURED.slice('url:'.length) },
          { type: 'file', target: './people.yaml' },
        ],
      },
    },
  });
  const auth = mockServices.auth();
  return { catalog, authors: new CommitAuthors(config, { auth, catalog }) };
}

describe('CommitAuthors', () => {
  const anna = { displayName: 'Anna Stein', email: 'a@b.c' };
  const author = { name: 'Anna Stein', email: 'a@b.c' };

  it.each([
    [undefined, undefined],
    [user(undefined), undefined],
    [user(null), undefined],
    [user({ displayName: 'Anna' }), undefined],
    [user({ email: ' ' }), undefined],
    [user({ email: 'anna' }), undefined],
    [user({ email: ['a@b.c'] }), undefined],
    [user({ email: 'a@b.c' }), { name: 'anna', email: 'a@b.c' }],
    [user(anna), author],
    [user(anna, undefined, 'Group'), undefined],
    [
      user({ displayName: 'Anna <root@x>\n', email: 'a@b.c>\nX:' }),
      { name: 'Anna root@x', email: 'a@b.cX:' },
    ],
  ])('makes of %j the author %j', async (entity, expected) => {
    await expect(setUp().authors.of(entity)).resolves.toEqual(expected);
  });

  it.each([
    ['an organization provider', ORG, author],
    ['another provider', 'msgraph:default/anna', author],
    ['a configured address', CONFIGURED, author],
    ['a configured file', `file:${resolve('people.yaml')}`, author],
    ['a registered location', REGISTERED, undefined],
    ['nowhere', '', undefined],
    ['what is not a location', 'nonsense', undefined],
  ])('takes a User of %s for %s as: %j', async (_, origin, expected) => {
    const entity = user(anna, origin);
    await expect(setUp().authors.of(entity)).resolves.toEqual(expected);
  });

  it('names nobody when the catalog cannot say what was registered', async () => {
    const { catalog, authors } = setUp();
    catalog.queryLocations.mockRejectedValue(new Error('down'));
    await expect(authors.of(user(anna))).resolves.toBeUndefined();
    await expect(authors.of(user(anna, CONFIGURED))).resolves.toEqual(author);
  });
});
