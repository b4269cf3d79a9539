import {
  defaultPromotionPolicy,
  type EnvironmentStatus,
  type PromotionApproval,
  type PromotionPullRequest,
  type RequiredApprovals,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GateAnswer,
  GateFacts,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import { approval } from './approval';
import { approvalFacts } from './approvalFacts';

const HEAD = 'a'.repeat(40);
const THEIRS = 'b'.repeat(40);
const pullRequest: PromotionPullRequest = {
  number: 7,
  url: 'https://x/7',
  title: 'Promote',
};
const given: PromotionApproval = {
  by: 'user:default/rita',
  at: '2026-01-01T12:00:00.000Z',
  commit: HEAD,
};

function judge(options: {
  isProtected?: boolean;
  promotion?: Partial<PromotionRecord>;
  /** Of the policy of now. */
  approvals?: RequiredApprovals;
}): GateAnswer {
  const { isProtected = true, promotion } = options;
  const defaults = defaultPromotionPolicy({ isProtected });
  const policy = {
    ...defaults,
    approvals: options.approvals ?? defaults.approvals,
  };
  const facts = {
    target: { name: 'production' } as EnvironmentStatus,
    isProtected,
    policy,
    approval: approvalFacts(
      {
        requestedBy: 'user:default/olga',
        status: promotion?.pullRequest ? 'open' : 'proposed',
        headCommit: HEAD,
        ...promotion,
      },
      policy,
    ),
    ...(promotion?.pullRequest ? { pullRequest: promotion.pullRequest } : {}),
  } as GateFacts;
  return approval.evaluate(facts, {
    signal: new AbortController().signal,
  }) as GateAnswer;
}

describe('approval', () => {
  it('is nothing to wait for where the target is not protected', () => {
    expect(
      judge({ isProtected: false, promotion: { pullRequest } }),
    ).toMatchObject({ status: 'skipped', reason: { code: 'NotProtected' } });
  });

  it('says beforehand who has to approve, and holds nothing back', () => {
    expect(judge({})).toMatchObject({
      status: 'skipped',
      reason: {
        code: 'ApprovalRequired',
        params: {
          environment: 'production',
          permission: 'delivery.promotion.approve',
        },
      },
    });
  });

  it('is pending until somebody approves, and says who did and when', () => {
    expect(judge({ promotion: { pullRequest } })).toMatchObject({
      status: 'pending',
      reason: { code: 'ApprovalAwaited' },
    });
    expect(
      judge({ promotion: { pullRequest, approvals: [given] } }),
    ).toMatchObject({
      status: 'passed',
      reason: {
        code: 'Approved',
        params: { by: 'user:default/rita', at: given.at },
      },
    });
  });

  it('does not count any more when the branch holds another commit', () => {
    expect(
      judge({
        promotion: {
          approvals: [given],
          pullRequest: { ...pullRequest, headMoved: { commit: THEIRS } },
        },
      }),
    ).toMatchObject({
      status: 'pending',
      reason: {
        code: 'ApprovalVoid',
        params: { by: 'user:default/rita', commit: HEAD },
      },
    });
    expect(
      judge({
        promotion: {
          pullRequest,
          approvals: [{ ...given, commit: THEIRS }],
        },
      }),
    ).toMatchObject({ status: 'pending' });
  });

  it('is not needed of another when the requester may approve, for what the requester asked for', () => {
    const requester = { requesterMayApprove: true };
    for (const promotion of [requester, { ...requester, pullRequest }]) {
      expect(judge({ promotion })).toMatchObject({
        status: 'passed',
        reason: {
          code: 'RequesterMayApprove',
          params: { by: 'user:default/olga', environment: 'production' },
        },
      });
    }
    expect(
      judge({
        promotion: {
          ...requester,
          pullRequest: { ...pullRequest, headMoved: { commit: THEIRS } },
        },
      }),
    ).toMatchObject({ status: 'pending' });
  });

  describe('by several people and groups', () => {
    const QA = 'group:default/qa';
    const SRE = 'group:default/sre';
    const approvals = { count: 2, groups: [QA, SRE], fromOthers: true };
    const by = (name: string, ...groups: string[]): PromotionApproval => ({
      ...given,
      by: `user:default/${name}`,
      ...(groups.length > 0 ? { groups } : {}),
    });
    const judgeGiven = (...all: PromotionApproval[]) =>
      judge({ approvals, promotion: { pullRequest, approvals: all } });

    it('says beforehand how many, and of which groups', () => {
      expect(judge({ approvals })).toMatchObject({
        status: 'skipped',
        reason: {
          code: 'ApprovalsRequired',
          params: { count: 2, groups: [QA, SRE] },
        },
      });
      expect(judge({ approvals, isProtected: false })).toMatchObject({
        reason: { code: 'ApprovalsRequired' },
      });
    });

    it.each<[string, PromotionApproval[], object]>([
      ['nobody', [], { by: [], count: 2, groups: [QA, SRE] }],
      [
        'one of a group',
        [by('rita', QA)],
        { by: ['user:default/rita'], count: 1, groups: [SRE] },
      ],
      [
        'one of both groups, who is one person',
        [by('rita', QA, SRE)],
        { count: 1, groups: [] },
      ],
      [
        'as many as are required, none of a group',
        [by('rita', QA), by('sam')],
        { count: 1, groups: [SRE] },
      ],
      [
        'members of other groups',
        [by('rita', 'group:default/x'), by('sam', 'group:default/y')],
        { count: 1, groups: [QA, SRE] },
      ],
      [
        'the same person twice',
        [
          by('rita', QA),
          { ...by('rita', SRE), at: '2026-01-02T12:00:00.000Z' },
        ],
        { count: 1, groups: [SRE] },
      ],
      [
        'whoever asked for it',
        [by('rita', QA), by('olga', SRE)],
        { by: ['user:default/rita'], count: 1, groups: [SRE] },
      ],
    ])('waits when it was approved by %s', (_who, all, params) => {
      const { status, reason } = judgeGiven(...all);
      expect(status).toBe('pending');
      expect(reason).toMatchObject({ code: 'ApprovalsMissing', params });
    });

    it('passes when enough have, and of each group', () => {
      expect(judgeGiven(by('rita', QA), by('sam', SRE))).toMatchObject({
        status: 'passed',
        reason: {
          code: 'ApprovedByAll',
          params: { by: ['user:default/rita', 'user:default/sam'] },
        },
      });
    });

    it('is not done with by the right of whoever asks', () => {
      const promotion = { requesterMayApprove: true, pullRequest };
      expect(judge({ approvals, promotion }).status).toBe('pending');
      const one = { count: 1, groups: [], fromOthers: true };
      expect(judge({ approvals: one, promotion })).toMatchObject({
        status: 'pending',
        reason: { code: 'ApprovalAwaited' },
      });
    });

    it('holds to what was required when it was opened, and to what is required now', () => {
      const opened = { count: 2, groups: [QA], fromOthers: true };
      const now = { count: 1, groups: [SRE], fromOthers: true };
      const promotion = { pullRequest, requiredApprovals: opened };
      expect(judge({ approvals: now, promotion })).toMatchObject({
        reason: { params: { count: 2, groups: [QA, SRE] } },
      });
      expect(
        judge({
          approvals: { ...now, count: 0, groups: [] },
          promotion: { ...promotion, approvals: [by('rita', QA)] },
        }),
      ).toMatchObject({ status: 'pending' });
    });

    it('does not count for another commit', () => {
      const others = [by('rita', QA), by('sam', SRE)].map(one => ({
        ...one,
        commit: THEIRS,
      }));
      expect(judgeGiven(...others)).toMatchObject({
        status: 'pending',
        reason: { code: 'ApprovalVoid' },
      });
    });

    it('is not asked for where the policy asks for none', () => {
      const none = { count: 0, groups: [], fromOthers: false };
      expect(
        judge({ approvals: none, promotion: { pullRequest } }),
      ).toMatchObject({
        status: 'skipped',
        reason: { code: 'NotRequiredByPolicy' },
      });
    });
  });
});
