// Its tests are a part of attack.test.ts, which starts the portal.
/* eslint-disable jest/no-export */
import { eventually as eventuallyDefault } from '@stonegarden/test-utils';
import type { Person, PortalUnderAttack } from '../PortalUnderAttack';
import { pushBranch } from '../pushBranch';

const APPROVAL =
  'a promotion to production approved, or synced, by whoever may not';
const BRANCH =
  "a promotion's branch taken beforehand, or moved: told, and not believed";
/** The portal waits for the host, which is busy on a busy machine. */
const eventually = <T>(probe: () => Promise<T>) =>
  eventuallyDefault(probe, { timeoutMs: 90_000, everyMs: 200 });

const EVIL = 'ghcr.io/evil/miner:6.6.6';

/** Who approves what may not be approved, and who pushes to the branch of a promotion. */
export function promotionAttacks(portal: PortalUnderAttack) {
  const open = async (person: Person, service: string, body: object) => {
    const answer = await portal.as(person)(
      `/api/delivery/services/default/${service}/promotions`,
      { body },
    );
    expect([201, answer.body]).toEqual([answer.status, expect.anything()]);
    return answer.body;
  };
  const read = async (id: string) =>
    (await portal.as('max')(`/api/delivery/promotions/${id}`)).body;
  /** The overlay that a promotion changes, in the hands of somebody else. */
  const hijack = async (
    promotion: { branch: string; pullRequest: { number: number } },
    base: string,
  ) => {
    const { body: files } = await portal.git(
      `/pulls/${promotion.pullRequest.number}/files`,
    );
    return pushBranch(portal.cloneUrl, {
      ...{ branch: promotion.branch, base },
      edits: {
        [files[0].filename]: text => `${text}\n# image: ${EVIL}\n`,
      },
      message: 'Promote\n\nRequested-By: user:default/rita',
    });
  };

  describe('who releases what may not be released', () => {
    it('is refused', async () => {
      const promotion = await open('olga', 'n8n', {
        ...{ from: 'staging', to: 'production' },
      });
      const approvals = `/api/delivery/promotions/${promotion.id}/approvals`;
      const { headCommit } = promotion;
      const approve = (person: Person, commit: unknown, more: object = {}) =>
        portal.as(person)(approvals, { body: { commit, ...more } });
      const sync = (person: Person) =>
        portal.as(person)(
          '/api/delivery/services/default/n8n/environments/production/sync',
          { body: {} },
        );
      const main = (await portal.git('/branches/main')).body.commit.sha;
      const attempts = {
        'whoever asked for it': await approve('olga', headCommit),
        'whoever asked for it, in the name of another': await approve(
          'olga',
          headCommit,
          { by: 'user:default/rita', approvedBy: 'user:default/rita' },
        ),
        'a member of another team': await approve('max', headCommit),
        'a release manager, another commit': await approve('rita', main),
        'a release manager, part of the commit': await approve(
          'rita',
          String(headCommit).slice(0, 8),
        ),
        'a release manager, no commit': await approve('rita', undefined),
        'a release manager, a branch': await approve('rita', promotion.branch),
        'the owner syncs what was not approved': await sync('olga'),
        'a member of another team syncs': await sync('max'),
      };
      const evil = await hijack(promotion, promotion.branch);
      const moved = {
        'a release manager, what was moved away': await approve(
          'rita',
          headCommit,
        ),
        'a release manager, what somebody else pushed': await approve(
          'rita',
          evil,
        ),
        'the owner syncs what somebody else pushed': await sync('olga'),
      };
      for (const [what, answer] of Object.entries({ ...attempts, ...moved })) {
        portal.attempts.record(
          APPROVAL,
          what,
          answer.status >= 400 && answer.status < 500,
          answer,
        );
      }
      const after = await eventually(async () => {
        const now = await read(promotion.id);
        expect(now.pullRequest.headMoved).toMatchObject({ commit: evil });
        return now;
      });
      portal.attempts.record(
        APPROVAL,
        'an approval stays on the record',
        !after.approvals?.length && after.approvalState === 'awaited',
        after,
      );
      expect(portal.attempts.failed(APPROVAL)).toEqual([]);
    });
  });

  describe('who pushes to the branch of a promotion', () => {
    it('is told of, and not believed', async () => {
      const hold = (what: string, held: boolean, answer: unknown) =>
        portal.attempts.record(BRANCH, what, held, answer);
      const wanted = { from: 'dev', to: 'staging' };

      // The name is known from a first promotion, which is gone.
      const first = await open('rita', 'mongodb', wanted);
      await portal.git(`/pulls/${first.pullRequest.number}`, {
        method: 'PATCH',
        body: { state: 'closed' },
      });
      await eventually(async () =>
        expect((await read(first.id)).status).toBe('rejected'),
      );
      const taken = await hijack(first, 'main');
      const again = await portal.as('rita')(
        '/api/delivery/services/default/mongodb/promotions',
        { body: wanted },
      );
      const tip = await portal.git(`/branches/${first.branch}`);
      hold(
        'a branch of the name is there already, and taken for the portal’s own',
        again.status >= 400
          ? again.status < 500
          : again.body.branch !== first.branch &&
              again.body.headCommit !== taken,
        again,
      );
      hold(
        'a branch of the name is there already, and overwritten',
        tip.body.commit?.sha === taken,
        tip,
      );

      const promotion = await open('rita', 'kafka-demo', {
        ...{ from: 'dev', to: 'production' },
      });
      const forced = await hijack(promotion, 'main');
      const moved = await eventually(async () => {
        const now = await read(promotion.id);
        expect(now.pullRequest.headMoved).toMatchObject({ commit: forced });
        return now;
      });
      hold(
        'the branch is replaced by force',
        moved.status === 'open' && moved.headCommit === promotion.headCommit,
        moved,
      );
      const renewed = await portal.as('rita')(
        `/api/delivery/promotions/${promotion.id}/renew`,
        { method: 'POST' },
      );
      const { body: branch } = await portal.git(
        `/branches/${promotion.branch}`,
      );
      hold(
        'what was pushed is overwritten by a renewal',
        branch.commit?.sha === forced,
        { renewed, branch },
      );
      expect(portal.attempts.failed(BRANCH)).toEqual([]);
    });
  });
}
