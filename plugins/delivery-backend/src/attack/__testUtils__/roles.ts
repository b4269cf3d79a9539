import { mockCredentials } from '@backstage/backend-test-utils';

/** The groups of each person; the shop belongs to `product`. */
export const PEOPLE: Record<string, string[]> = {
  'user:default/nora': [],
  'user:default/olga': ['group:default/product'],
  'user:default/otto': ['group:default/product'],
  'user:default/max': ['group:default/platform'],
  'user:default/rita': ['group:default/release-managers'],
  'user:default/ada': ['group:default/portal-administrators'],
};

/** Without restrictions by Backstage, as the worst that somebody could configure. */
const service = (subject: string) =>
  mockCredentials.service.header({
    onBehalfOf: mockCredentials.service(subject),
    targetPluginId: 'delivery',
  });

/** The second of the owners, who asks for what the others try to change. */
export const OTHER_OWNER = mockCredentials.user.header('user:default/otto');
export const RELEASE_MANAGER = mockCredentials.user.header('user:default/rita');

/** Whoever may come, with the header that says who it is. */
export const ROLES: Record<string, string> = {
  'not signed in': mockCredentials.none.header(),
  'of no team': mockCredentials.user.header('user:default/nora'),
  owner: mockCredentials.user.header('user:default/olga'),
  'of another team': mockCredentials.user.header('user:default/max'),
  'release manager': RELEASE_MANAGER,
  administrator: mockCredentials.user.header('user:default/ada'),
  "token of the owner's team": service('external:ci-product'),
  'token of another team': service('external:ci-platform'),
  'token without an entry': service('external:ci-nobody'),
  'another plugin': service('plugin:scaffolder'),
};

/** `delivery.access.automation` for the tokens. */
export const AUTOMATION = [
  { subject: 'external:ci-product', owners: ['group:default/product'] },
  { subject: 'external:ci-platform', owners: ['group:default/platform'] },
];
