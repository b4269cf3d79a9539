import {
  createReason,
  parseImage,
  type PromotionPullRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import { approvalNotices } from './approvalNotices';
import { requestNotices } from './requestNotices';

const asOf = '2026-01-01T10:00:00.000Z';
const NOW = Date.parse('2026-01-01T10:05:00.000Z');
const failing = createReason('TargetDegraded', { environment: 'staging' });

const record = (
  pull: Partial<PromotionPullRequest> = {},
  overrides: Partial<PromotionRecord> = {},
) =>
  ({
    id: 'p1',
    from: 'staging',
    to: 'production',
    release: { images: [parseImage('ghcr.io/acme/shop:1.1')] },
    status: 'open',
    headCommit: 'c1',
    createdAt: asOf,
    requestedBy: 'user:default/ada',
    pullRequest: {
      number: 7,
      url: 'https://git.example/7',
      title: 'Promote',
      mergeable: true,
      gates: { state: 'passed', asOf },
      ...pull,
    },
    ...overrides,
  } as PromotionRecord);

const topics = (of: PromotionRecord, now = NOW) =>
  requestNotices(of, 'shop', now).map(({ topic, key }) => [topic, key]);

describe('requestNotices', () => {
  it.each<[string, PromotionRecord, string[] | undefined]>([
    ['can be merged', record(), ['promotion-ready', 'ready c1']],
    [
      'conflicts',
      record({ mergeable: false, conflicts: ['a.yaml'] }),
      ['promotion-conflict', 'conflict c1'],
    ],
    [
      'has a gate that does not pass any more',
      record({ gates: { state: 'failed', reason: failing, asOf } }),
      ['promotion-gate', `gate ${failing.code} c1`],
    ],
    [
      'has a check that failed',
      record({
        checks: { state: 'failed', items: [{ name: 'ci', state: 'failed' }] },
      }),
      ['promotion-gate', 'checks c1'],
    ],
    [
      'was closed',
      record({}, { status: 'rejected', finishedAt: asOf }),
      ['promotion-closed', `closed ${asOf}`],
    ],
    [
      'is merged by the portal',
      record({ gates: { state: 'passed', direct: true, asOf } }),
      undefined,
    ],
    [
      'has gates that are overridden',
      record({ gates: { state: 'overridden', asOf } }),
      ['promotion-ready', 'ready overridden c1'],
    ],
    [
      'would be merged by the portal, were no gate overridden',
      record({ gates: { state: 'overridden', direct: true, asOf } }),
      ['promotion-ready', 'ready overridden c1'],
    ],
    [
      'has gates that are overridden, and checks that run',
      record({
        gates: { state: 'overridden', asOf },
        checks: { state: 'pending', items: [] },
      }),
      undefined,
    ],
    [
      'waits for time to pass',
      record({ gates: { state: 'pending', asOf } }),
      undefined,
    ],
    [
      'nothing is known of',
      record({ gates: { state: 'unknown', asOf } }),
      undefined,
    ],
    [
      'has checks that run',
      record({ checks: { state: 'pending', items: [] } }),
      undefined,
    ],
    [
      'has checks that nobody may see',
      record({ checksUnknown: true }),
      undefined,
    ],
    ['may conflict', record({ mergeable: undefined }), undefined],
    [
      'is held by a stop of everything',
      record({
        gates: {
          state: 'failed',
          reason: createReason('LineStopped', {
            reason: 'x',
            by: 'y',
            at: asOf,
          }),
          asOf,
        },
      }),
      undefined,
    ],
    [
      'waits for time, approvals, and something else',
      record({
        gates: {
          state: 'failed',
          reason: createReason('SeveralGates', {
            reasons: [
              createReason('Recorded', { text: 'Frozen' }, { changesAt: asOf }),
              createReason('ApprovalAwaited', { environment: 'production' }),
              failing,
            ],
          }),
          asOf,
        },
      }),
      ['promotion-gate', `gate ${failing.code} c1`],
    ],
    ['somebody pushed to', record({ headMoved: { commit: 'c2' } }), undefined],
    ['succeeded', record({}, { status: 'succeeded' }), undefined],
    [
      'is a rollback',
      record({}, { rollback: { deployment: 'd', scope: 'versions' } }),
      undefined,
    ],
  ])('of what %s', (_what, of, expected) => {
    expect(topics(of)).toEqual(expected ? [expected] : []);
  });

  it('does not tell whoever has just asked that it can be merged', () => {
    expect(topics(record(), Date.parse(asOf) + 60_000)).toEqual([]);
  });

  it('says that gates were overridden, and not that all have passed', () => {
    const [notice] = requestNotices(
      record({ gates: { state: 'overridden', asOf } }),
      'shop',
      NOW,
    );
    expect(notice).toMatchObject({
      title: expect.stringMatching(/can be merged$/),
      description:
        'Somebody has overridden the gates that held it back, and every other gate has passed. Pull request #7 is to be merged at the Git host.',
    });
  });

  it('takes the place of what it said before', () => {
    const scopes = [record(), record({ mergeable: false })].flatMap(of =>
      requestNotices(of, 'shop', NOW).map(({ scope }) => scope),
    );
    expect(scopes).toEqual(['promotion-request p1', 'promotion-request p1']);
  });
});

describe('approvalNotices', () => {
  const protectedBy = (
    groups: string[],
    pull: Partial<PromotionPullRequest> = {},
    overrides: Partial<PromotionRecord> = {},
  ) =>
    record(pull, {
      requiresApproval: true,
      requiredApprovals: { count: 1, groups, fromOthers: true },
      ...overrides,
    });
  const asked = (of: PromotionRecord) =>
    approvalNotices(of, 'shop').map(({ key, audience }) => [
      key,
      Object(audience).groups,
    ]);

  it('asks each group that is missing, or all who may', () => {
    expect(asked(protectedBy([]))).toEqual([['approval c1', []]]);
    expect(
      asked(protectedBy(['group:default/qa', 'group:default/sre'])),
    ).toEqual(
      ['qa', 'sre'].map(name => [
        `approval c1 group:default/${name}`,
        [`group:default/${name}`],
      ]),
    );
  });

  it('asks those who are left', () => {
    const approvals = [
      {
        by: 'user:default/q',
        at: asOf,
        commit: 'c1',
        groups: ['group:default/qa'],
      },
    ];
    expect(
      asked(
        protectedBy(
          ['group:default/qa', 'group:default/sre'],
          {},
          { approvals },
        ),
      ),
    ).toEqual([['approval c1 group:default/sre', ['group:default/sre']]]);
    expect(asked(protectedBy(['group:default/qa'], {}, { approvals }))).toEqual(
      [],
    );
  });

  it.each<[string, PromotionRecord]>([
    ['needs none', record()],
    ['conflicts', protectedBy([], { mergeable: false })],
    ['holds another commit', protectedBy([], { headMoved: { commit: 'x' } })],
    ['was closed', protectedBy([], {}, { status: 'rejected' })],
    [
      'has no pull request yet',
      protectedBy([], {}, { pullRequest: undefined }),
    ],
  ])('asks nobody about what %s', (_what, of) => {
    expect(asked(of)).toEqual([]);
  });
});
