import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CommitAuthors } from '@stonegarden/backstage-plugin-delivery-node';
import { findRequester } from './findRequester';

const PEOPLE = 'https://git.example.org/acme/people';

async function requesterFrom(origin: string) {
  const auth = mockServices.auth();
  const catalog = catalogServiceMock({
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: {
          name: 'mock',
          namespace: 'default',
          annotations: { 'backstage.io/managed-by-origin-location': origin },
        },
        spec: { profile: { email: 'linus@example.org' } },
      },
    ],
  });
  jest.spyOn(catalog, 'queryLocations').mockResolvedValue({
    items: [{ id: '1', type: 'url', target: 'x', entityRef: 'location:a/b' }],
    totalItems: 1,
    pageInfo: {},
  });
  const config = mockServices.rootConfig({
    data: { catalog: { locations: [{ type: 'url', target: PEOPLE }] } },
  });
  const authors = new CommitAuthors(config, { auth, catalog });
  return findRequester(
    { credentials: mockCredentials.user() },
    { auth, authors, catalog },
  );
}

describe('findRequester', () => {
  it('names a person of a trusted provider as the author of the commit', async () => {
    await expect(requesterFrom(`url:${PEOPLE}`)).resolves.toEqual({
      ref: 'user:default/mock',
      mayApprove: false,
      author: { name: 'mock', email: 'linus@example.org' },
    });
  });

  it('takes no address from a User that somebody registered', async () => {
    await expect(
      requesterFrom('url:https://git.example.org/eve/x'),
    ).resolves.toMatchObject({
      ref: 'user:default/mock',
      author: undefined,
    });
  });
});
