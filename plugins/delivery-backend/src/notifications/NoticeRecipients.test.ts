import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  type Deployment,
  parseImage,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import type { ResolvedService } from '../services/ServiceResolver';
import type { NoticeAudience } from './PromotionNotice';
import { NoticeRecipients } from './NoticeRecipients';

const OWNER = 'group:default/product';
const MANAGERS = 'group:default/release-managers';
const ADA = 'user:default/ada';
const release = { images: [parseImage('ghcr.io/acme/shop:1.1')] };

const user = (
  name: string,
  profile: object,
  annotations: Record<string, string> = {},
) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default', annotations },
  spec: { profile },
});

describe('NoticeRecipients', () => {
  const of = (
    audience: NoticeAudience,
    overrides: Partial<PromotionRecord> = {},
    {
      author,
      releaseManagers = [MANAGERS],
    }: { author?: string; releaseManagers?: string[] } = {},
  ) =>
    new NoticeRecipients({
      auth: mockServices.auth(),
      catalog: catalogServiceMock({
        entities: [
          user('bob', { displayName: 'Bob B', email: 'bob@example.org' }),
          user('bo', {}, { 'git.example/user-login': 'BobB' }),
          user('eve', { displayName: 'Eve' }),
        ],
      }),
      deployments: {
        get: async () => undefined,
        list: async () => [
          { release, commit: { id: 'c', title: 't', author } } as Deployment,
        ],
      },
      releaseManagers,
      services: {
        resolve: async entityRef =>
          ({
            entityRef,
            entity: { spec: { owner: OWNER } },
          } as ResolvedService),
      },
    }).of(
      {
        entityRef: 'component:default/shop',
        from: 'staging',
        to: 'production',
        release,
        requestedBy: ADA,
        sourceUrl: 'https://git.example/acme/platform/tree/main/shop/',
        ...overrides,
      } as PromotionRecord,
      audience,
    );

  it.each<[NoticeAudience['to'], string, string[] | undefined]>([
    ['everybody', ADA, [OWNER, ADA]],
    ['everybody', 'external:ci', [OWNER]],
    ['requester', ADA, [ADA]],
    ['requester', 'plugin:delivery', [OWNER]],
    ['asker', ADA, [ADA]],
    ['asker', 'external:ci', undefined],
  ])('are for %s, asked for by %s, %j', async (to, requestedBy, expected) => {
    const recipients = await of({ to } as NoticeAudience, { requestedBy });
    expect(recipients?.entityRef).toEqual(expected);
  });

  it('asks the groups, or whoever may approve in the environment', async () => {
    const qa = ['group:default/qa'];
    const all: NoticeAudience = { to: 'approvers', groups: [] };
    await expect(of({ to: 'approvers', groups: qa })).resolves.toMatchObject({
      entityRef: qa,
    });
    await expect(of(all)).resolves.toMatchObject({ entityRef: [MANAGERS] });
    await expect(of(all, {}, { releaseManagers: [] })).resolves.toMatchObject({
      entityRef: [OWNER],
    });
    // Owners may not approve, wherever that is.
    await expect(of(all, { to: 'staging' })).resolves.toMatchObject({
      entityRef: [MANAGERS],
    });
  });

  it.each<[string | undefined, string[]]>([
    [undefined, [ADA]],
    ['bob@EXAMPLE.org', [ADA, 'user:default/bob']],
    ['bob b', [ADA, 'user:default/bob']],
    ['bobb', [ADA, 'user:default/bo']],
    ['somebody', [ADA]],
  ])(
    'leaves out whoever asked, and the author %j',
    async (author, expected) => {
      const recipients = await of(
        { to: 'approvers', groups: [] },
        {},
        { author },
      );
      expect(recipients?.excludeEntityRef).toEqual(expected);
    },
  );

  it('leaves out whoever has approved', async () => {
    const approvals = [{ by: 'user:default/q', at: '', commit: 'c1' }];
    const recipients = await of(
      { to: 'approvers', groups: [] },
      { approvals, headCommit: 'c1' },
    );
    expect(recipients?.excludeEntityRef).toEqual([ADA, 'user:default/q']);
  });
});
