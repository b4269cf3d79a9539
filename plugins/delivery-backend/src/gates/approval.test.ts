import type {
  EnvironmentStatus,
  PromotionApproval,
  PromotionPullRequest,
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
}): GateAnswer {
  const { isProtected = true, promotion } = options;
  const facts = {
    target: { name: 'production' } as EnvironmentStatus,
    isProtected,
    approval: approvalFacts({
      requestedBy: 'user:default/olga',
      status: promotion?.pullRequest ? 'open' : 'proposed',
      headCommit: HEAD,
      ...promotion,
    }),
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
});
