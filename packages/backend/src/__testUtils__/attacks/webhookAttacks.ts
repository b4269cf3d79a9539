// Its tests are a part of attack.test.ts, which starts the portal.
/* eslint-disable jest/no-export */
import { createHmac } from 'node:crypto';
import { eventually } from '@stonegarden/test-utils';
import type { Answer, PortalUnderAttack } from '../PortalUnderAttack';
import { pushBranch } from '../pushBranch';

const UNSIGNED = 'webhooks that are not signed with the secret';
const UNTRUE =
  'webhooks that are signed and say what the Git host does not, each sent twice';
const N8N = '/api/delivery/services/default/n8n';
const MANIFEST = 'kubernetes/services/n8n/service.yaml';
const COUNT =
  '/api/catalog/entities/by-query?filter=kind=component,spec.environments.name&limit=0';
const WAIT = { timeoutMs: 90_000, everyMs: 200 };
const BOGUS = 'deadbeef'.repeat(5);

/** What the page of a promotion shows, but for when the host was asked. */
function shown({ body }: Answer) {
  const { status, headCommit, mergeCommit, reason, approvals } = body;
  const { state, headMoved, retargeted } = body.pullRequest;
  return {
    ...{ status, headCommit, mergeCommit, reason, approvals },
    ...{ state, headMoved, retargeted },
  };
}

/** Who sends events in the name of the Git host. */
export function webhookAttacks(portal: PortalUnderAttack) {
  describe('who sends events in the name of the Git host', () => {
    let promotion: { id: string; pullRequest: { number: number } };
    let event: {
      number: number;
      repository: object;
      pull_request: Record<string, unknown> & { base: object };
    };

    beforeAll(async () => {
      const opened = await portal.as('rita')(`${N8N}/promotions`, {
        body: { from: 'dev', to: 'staging' },
      });
      if (opened.status !== 201) {
        throw new Error(`Not opened: ${opened.text}`);
      }
      promotion = opened.body;
      const { number } = promotion.pullRequest;
      const pull = await portal.git(`/pulls/${number}`);
      event = {
        number,
        pull_request: pull.body,
        repository: pull.body.base.repo,
      };
    });

    it('is refused without the secret', async () => {
      const payload = { ...event, action: 'closed' };
      const text = JSON.stringify(payload);
      const mac = (secret: string, of = text) =>
        createHmac('sha256', secret).update(of).digest('hex');
      const { webhookSecret, sandboxToken } = portal.secrets;
      const signatures = {
        none: '',
        'of zeros': `sha256=${'0'.repeat(64)}`,
        'of another secret': `sha256=${mac('guess')}`,
        'of no secret': `sha256=${mac('')}`,
        'of the token': `sha256=${mac(sandboxToken)}`,
        'of another body': `sha256=${mac(webhookSecret, '{}')}`,
        'without its algorithm': mac(webhookSecret),
      };
      for (const [name, signature] of Object.entries(signatures)) {
        for (const type of ['push', 'pull_request']) {
          const answer = await portal.webhook(type, payload, { signature });
          portal.attempts.record(
            UNSIGNED,
            `${type}, signature ${name}`,
            answer.status === 403,
            answer,
          );
        }
      }
      for (const topic of [
        ...['gitlab', 'gitea', 'bitbucket', 'generic', 'signals', ''],
        ...['github/push', 'github.push', '..%2Fgithub'],
      ]) {
        const answer = await portal.ask(`/api/events/http/${topic}`, {
          body: payload,
          headers: { 'x-github-event': 'push' },
        });
        portal.attempts.record(
          UNSIGNED,
          `topic ${topic}`,
          [401, 403, 404].includes(answer.status),
          answer,
        );
      }
      expect(portal.attempts.failed(UNSIGNED)).toEqual([]);
    });

    it('is not believed about a pull request', async () => {
      const path = `/api/delivery/promotions/${promotion.id}`;
      const before = shown(await portal.as('rita')(path));
      const main = (await portal.git('/branches/main')).body.commit.sha;
      const pull = event.pull_request;
      const merged = {
        ...{ state: 'closed', merged: true, merged_at: new Date() },
        merge_commit_sha: main,
      };
      const other = {
        ...event.repository,
        ...{ name: 'other', full_name: 'stonegarden/other' },
      };
      const told: Record<string, object> = {
        'it was merged': {
          action: 'closed',
          pull_request: { ...pull, ...merged },
        },
        'it was merged, by a commit that is not there': {
          action: 'closed',
          pull_request: { ...pull, ...merged, merge_commit_sha: BOGUS },
        },
        'it was closed': {
          action: 'closed',
          pull_request: { ...pull, state: 'closed', merged: false },
        },
        'its branch was moved': {
          ...{ action: 'synchronize', before: BOGUS, after: main },
          pull_request: { ...pull, head: { ref: 'x', sha: main } },
        },
        'it goes elsewhere': {
          action: 'edited',
          pull_request: { ...pull, base: { ...pull.base, ref: 'other' } },
        },
        'one with its number was merged in another repository': {
          action: 'closed',
          repository: other,
          pull_request: {
            ...pull,
            ...merged,
            base: { ref: 'main', repo: other },
          },
        },
        'nothing that can be read': {
          action: { $ne: null },
          pull_request: { number: '1; drop table' },
          repository: null,
        },
      };
      const asked = `/api/delivery/services/default/kafka/promotions`;
      const opened = await portal.as('rita')(asked, {
        body: { from: 'dev', to: 'staging' },
      });
      expect(opened.status).toBe(201);
      for (const [name, change] of Object.entries(told)) {
        for (const time of ['first', 'second']) {
          const answer = await portal.webhook('pull_request', {
            ...event,
            ...change,
          });
          const after = shown(await portal.as('rita')(path));
          portal.attempts.record(
            UNTRUE,
            `${name}, sent the ${time} time`,
            answer.status < 500 &&
              JSON.stringify(after) === JSON.stringify(before),
            { answer, before, after },
          );
        }
      }
      // The host's own event, sent after all of these, has been acted on.
      await portal.git(`/pulls/${opened.body.pullRequest.number}`, {
        method: 'PATCH',
        body: { state: 'closed' },
      });
      await eventually(async () => {
        const { body } = await portal.as('rita')(
          `/api/delivery/promotions/${opened.body.id}`,
        );
        expect(body.status).toBe('rejected');
      }, WAIT);
      expect(shown(await portal.as('rita')(path))).toEqual(before);
      expect(portal.attempts.failed(UNTRUE)).toEqual([]);
    });

    it('is not believed about a push', async () => {
      const head = (await portal.git('/branches/main')).body.commit.sha;
      const { repository } = event;
      const push = {
        ...{ ref: 'refs/heads/main', before: BOGUS, after: head },
        ...{ created: false, deleted: false, forced: false, repository },
      };
      const commit = (files: object) => ({
        ...{ id: head, message: 'x', added: [], removed: [], modified: [] },
        ...files,
      });
      const told: Record<string, object> = {
        'a service was removed': { commits: [commit({ removed: [MANIFEST] })] },
        'a service was added': {
          commits: [
            commit({ added: ['kubernetes/services/evil/service.yaml'] }),
          ],
        },
        'paths lead elsewhere': {
          commits: [
            commit({
              modified: ['../../etc/passwd', '/etc/passwd', 'a\u0000b', ''],
            }),
          ],
        },
        'a commit that is not there': { after: BOGUS, commits: [] },
        'the branch was deleted': { deleted: true, after: '0'.repeat(40) },
        'another repository': {
          repository: { ...repository, full_name: 'stonegarden/other' },
          commits: [commit({ removed: [MANIFEST] })],
        },
        'nothing that can be read': { commits: 'none', ref: ['main'] },
      };
      for (const [name, change] of Object.entries(told)) {
        for (const time of ['first', 'second']) {
          const answer = await portal.webhook('push', { ...push, ...change });
          const { body } = await portal.as('max')(COUNT);
          portal.attempts.record(
            UNTRUE,
            `${name}, sent the ${time} time`,
            answer.status < 500 && body.totalItems === 25,
            { answer, body },
          );
        }
      }
      // A true push, sent after all of these, has been acted on.
      await pushBranch(portal.cloneUrl, {
        ...{ branch: 'main', base: 'main' },
        edits: {
          [MANIFEST]: text =>
            text.replace(/description: .*/, 'description: True since the push'),
        },
      });
      await eventually(async () => {
        const { body } = await portal.as('max')(
          '/api/catalog/entities/by-name/component/default/n8n',
        );
        expect(body.metadata.description).toBe('True since the push');
      }, WAIT);
      expect((await portal.as('max')(COUNT)).body.totalItems).toBe(25);
      expect(portal.attempts.failed(UNTRUE)).toEqual([]);
    });
  });
}
