// Its tests are a part of attack.test.ts, which starts the portal.
/* eslint-disable jest/no-export */
import { CI, PortalUnderAttack, Question } from '../PortalUnderAttack';

const GROUP = "a pipeline's token beyond the services of its team";
const SERVICES = '/api/delivery/services/default';

/** A token of `backend.auth.externalAccess` for the services of one team. */
export function automationAttacks(portal: PortalUnderAttack) {
  describe('a token for one team', () => {
    const ask = portal.with(CI.token);

    it('previews and reads the services of its team', async () => {
      expect((await ask(`${SERVICES}/n8n`)).status).toBe(200);
      const preview = await ask(
        `${SERVICES}/audiobookshelf/promotions/preview`,
        {
          body: { from: 'dev', to: 'staging' },
        },
      );
      expect(preview.status).toBe(200);
    });

    it('is refused everything else', async () => {
      const before = await portal.traces();
      const other = (service: string): Array<[string, Question?]> => [
        [`${SERVICES}/${service}`],
        [`${SERVICES}/${service}/promotions`],
        [
          `${SERVICES}/${service}/promotions/preview`,
          { body: { from: 'dev', to: 'production' } },
        ],
        [
          `${SERVICES}/${service}/promotions`,
          { body: { from: 'dev', to: 'production' } },
        ],
        [`${SERVICES}/${service}/environments/dev/sync`, { body: {} }],
        [`${SERVICES}/${service}/environments/production/sync`, { body: {} }],
      ];
      const requests: Array<[string, Question?]> = [
        ...['kibana', 'schema-registry', 'grafana'].flatMap(other),
        [`${SERVICES}/n8n/environments/production/sync`, { body: {} }],
        ['/api/delivery/orphaned-services'],
        ['/api/catalog/entities'],
        [
          '/api/catalog/locations',
          { body: { type: 'url', target: portal.gitUrl } },
        ],
        ['/api/scaffolder/v2/tasks'],
        [
          '/api/scaffolder/v2/tasks',
          {
            body: { templateRef: 'template:default/new-service', values: {} },
          },
        ],
        ['/api/search/query?term=n8n'],
        ['/api/notifications/notifications'],
        ['/api/user-settings/buckets/a/keys/b'],
        ['/api/permission/authorize', { body: { items: [] } }],
        ['/api/events/bus/v1/events', { body: {} }],
        ['/api/proxy/argocd'],
      ];
      for (const [path, question] of requests) {
        const answer = await ask(path, question);
        const nothing =
          answer.status === 200 &&
          JSON.stringify(answer.body) === '{"items":[]}';
        portal.attempts.record(
          GROUP,
          `${question ? 'POST' : 'GET'} ${path}`,
          nothing || [401, 403, 404].includes(answer.status),
          answer,
        );
      }
      const lists = await ask('/api/delivery/summaries', {
        body: {
          entityRefs: ['component:default/n8n', 'component:default/kibana'],
        },
      });
      portal.attempts.record(
        GROUP,
        'see another team’s service in a list',
        lists.status < 500 && !lists.text.includes('kibana'),
        lists,
      );
      const opened = await portal.as('olga')(`${SERVICES}/n8n/promotions`);
      for (const { id, headCommit } of opened.body.items) {
        const answer = await ask(`/api/delivery/promotions/${id}/approvals`, {
          body: { commit: headCommit },
        });
        portal.attempts.record(GROUP, 'approve', answer.status === 403, answer);
      }
      expect(portal.attempts.failed(GROUP)).toEqual([]);
      expect(await portal.traces()).toEqual(before);
    });
  });
}
