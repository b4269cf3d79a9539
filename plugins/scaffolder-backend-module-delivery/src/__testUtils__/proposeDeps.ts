import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { CommitAuthors } from '@stonegarden/backstage-plugin-delivery-node';
import { smallCatalog } from './catalog';

/** Where the people of these tests come from. */
export const PEOPLE = 'https://git.example.org/acme/people';

/** What the action that proposes services needs beside a Git host. */
export function proposeDeps(
  options: {
    more?: Entity[];
    result?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
  } = {},
) {
  const catalog = smallCatalog(options.more);
  const auth = mockServices.auth();
  const config = mockServices.rootConfig({
    data: { catalog: { locations: [{ type: 'url', target: PEOPLE }] } },
  });
  const authorize = jest.fn(async (requests: unknown[]) =>
    requests.map(() => ({ result: options.result ?? AuthorizeResult.ALLOW })),
  );
  return {
    catalog,
    auth,
    auditor: mockServices.auditor.mock({
      createEvent: jest.fn(async () => ({
        success: jest.fn(),
        fail: jest.fn(),
      })),
    }),
    authors: new CommitAuthors(config, { auth, catalog }),
    permissions: mockServices.permissions.mock({ authorize }),
  };
}
