import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type {
  GitLocation,
  PullRequest,
  PullRequestReview,
} from '@stonegarden/backstage-plugin-delivery-node';
import { HostReviews } from './HostReviews';
import type { PromotionRecord } from './PromotionRecord';
import { tallyApprovals } from './tallyApprovals';

const HEAD = 'a'.repeat(40);
const QA = 'group:default/qa';
const OLGA = 'user:default/olga';

const user = (
  name: string,
  login: string,
  groups: string[] = [QA],
  displayName = name,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: {
    name,
    annotations: {
      'github.com/user-login': login,
      'backstage.io/managed-by-location': `url:https://git.example/${login}`,
    },
  },
  spec: { profile: { displayName }, memberOf: [] },
  relations: groups.map(targetRef => ({ type: 'memberOf', targetRef })),
});
const review = (
  by: string,
  more: Partial<PullRequestReview> = {},
): PullRequestReview => ({
  by,
  state: 'approved',
  commit: HEAD,
  at: '2026-01-01T12:00:00.000Z',
  ...more,
});
const record = {
  entityRef: 'component:default/shop',
  from: 'staging',
  to: 'production',
  release: { images: [{ name: 'shop', tag: '2' }] },
  headCommit: HEAD,
  requestedBy: OLGA,
  requiredApprovals: {
    count: 1,
    groups: [QA],
    reviewGroups: [QA],
    fromOthers: true,
  },
} as PromotionRecord;

function setUp(
  options: { untrusted?: string; reads?: object; host?: string } = {},
) {
  const catalog = catalogServiceMock({
    entities: [
      user('rita', 'Rita-H'),
      user('sam', 'sam-h', ['group:default/other']),
      user('olga', 'olga-h'),
      user('will', 'will-h', [QA], 'Will Writer'),
      user('twin', 'same-h'),
      user('twin-two', 'same-h'),
    ],
  });
  const reviews = new HostReviews({
    auth: mockServices.auth(),
    catalog,
    authors: {
      isTrusted: async ({ metadata }) => metadata.name !== options.untrusted,
    },
    deployments: {
      get: async () => undefined,
      list: async () => [
        {
          release: record.release,
          commit: { author: 'will writer' },
        } as never,
      ],
    },
  });
  const observe = (
    said: PullRequestReview[],
    of = record,
    pull: Partial<PullRequest> = {},
  ) =>
    reviews.observe(
      of,
      { number: 7, ...pull } as PullRequest,
      {
        pullRequests: { reviews: async () => said, ...options.reads },
        repository: { host: options.host ?? 'git.example' },
      } as unknown as GitLocation,
      () => {},
    );
  const counting = async (...said: PullRequestReview[]) => {
    const facts = await observe(said);
    return tallyApprovals({
      ...record,
      pullRequest: { number: 7, url: '', title: '', ...facts },
    });
  };
  return { counting, observe };
}

describe('HostReviews', () => {
  it('counts a member of the group, found by the login', async () => {
    const { counting } = setUp();
    expect(await counting(review('rita-h'))).toMatchObject({
      given: [{ by: 'user:default/rita', source: 'git-host', groups: [QA] }],
      missing: { count: 0, groups: [] },
    });
  });

  it.each([
    ['who asked for it', review('olga-h')],
    ['who wrote what it brings', review('will-h')],
    ['who is no member', review('sam-h')],
    ['whom the catalog does not know', review('mallory')],
    ['who is one of two with the login', review('same-h')],
    ['who is a bot', review('rita-h', { isBot: true })],
    ['of another commit', review('rita-h', { commit: 'b'.repeat(40) })],
    ['who wants changes', review('rita-h', { state: 'changes-requested' })],
    ['whose review was dismissed', review('rita-h', { state: 'dismissed' })],
  ])('does not count one %s, and shows the review', async (_who, said) => {
    const { counting, observe } = setUp();
    expect(await counting(said)).toMatchObject({
      given: [],
      missing: { count: 1, groups: [QA] },
    });
    expect((await observe([said])).reviews).toMatchObject([
      { login: said.by, state: said.state, commit: said.commit },
    ]);
  });

  it('does not count a member of a group that only service.yaml names', async () => {
    const { observe } = setUp();
    const OTHER = 'group:default/other';
    const requiredApprovals = {
      ...record.requiredApprovals!,
      groups: [QA, OTHER],
    };
    const facts = await observe([review('sam-h')], {
      ...record,
      requiredApprovals,
    });
    expect(
      tallyApprovals({
        ...record,
        requiredApprovals,
        pullRequest: { number: 7, url: '', title: '', ...facts },
      }),
    ).toMatchObject({ given: [], missing: { groups: [QA, OTHER] } });
  });

  it('looks at nothing that was said after the merge', async () => {
    const { observe } = setUp();
    const said = [review('rita-h')];
    const merged = (mergedAt: string) => observe(said, record, { mergedAt });
    expect(await merged('2026-01-01T12:00:00.000Z')).toMatchObject({
      reviews: [{ login: 'rita-h' }],
    });
    expect(await merged('2026-01-01T11:59:59.000Z')).toEqual({});
  });

  it('does not count a User whom the installation does not trust', async () => {
    const { counting } = setUp({ untrusted: 'rita' });
    expect(await counting(review('rita-h'))).toMatchObject({ given: [] });
  });

  it('lets nobody who registers a User of the same login stop what counts', async () => {
    const { counting } = setUp({ untrusted: 'twin' });
    expect(await counting(review('same-h'))).toMatchObject({
      given: [{ by: 'user:default/twin-two' }],
    });
  });

  it('does not take an account of another host for that of a person of this one', async () => {
    const { counting } = setUp({ host: 'github.com' });
    expect(await counting(review('rita-h'))).toMatchObject({ given: [] });
  });

  it('says that it does not know where the token may not see them', async () => {
    const refusal = Object.assign(new Error('no'), { name: 'NotAllowedError' });
    const { observe } = setUp({
      reads: {
        reviews: async () => {
          throw refusal;
        },
      },
    });
    expect(await observe([])).toEqual({ reviewsUnknown: true });
  });

  it('asks nothing where no group has to approve, nor a host that cannot say', async () => {
    const reviews = jest.fn();
    const { observe } = setUp({ reads: { reviews } });
    const without = { count: 1, groups: [], fromOthers: true };
    // As a service.yaml asks for them, which nobody but the service's owners need have seen.
    const ofService = { ...without, groups: [QA] };
    for (const requiredApprovals of [without, ofService]) {
      expect(await observe([], { ...record, requiredApprovals })).toEqual({});
    }
    expect(reviews).not.toHaveBeenCalled();
    const other = setUp({ reads: { reviews: undefined } });
    expect(await other.observe([])).toEqual({});
  });
});
