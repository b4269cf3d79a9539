// Its tests are a part of attack.test.ts, which starts the portal.
/* eslint-disable jest/no-export */
import { eventually } from '@stonegarden/test-utils';
import type { Person, PortalUnderAttack } from '../PortalUnderAttack';

const REFUSED = 'templates run for what belongs to others, or to the cluster';
/** Tasks at a time; each reads the repository. */
const WIDTH = 3;

const proposal = (name: string, more: object = {}) => ({
  ...{ name, description: 'A service', owner: 'group:default/product' },
  ...{ image: 'ghcr.io/acme/thing:1.0.0', port: 8080, dependencies: [] },
  environments: [{ name: 'production' }],
  ...more,
});

/** Who runs templates. */
export function scaffolderAttacks(portal: PortalUnderAttack) {
  describe('who runs templates', () => {
    /** @returns what the server refused at once, or the task when it has ended */
    async function run(person: Person, template: string, values: object) {
      const created = await portal.as(person)('/api/scaffolder/v2/tasks', {
        body: { templateRef: `template:default/${template}`, values },
      });
      if (created.status >= 400) {
        return { refused: true, answer: created };
      }
      const { id } = created.body;
      const answer = await eventually(
        async () => {
          const task = await portal.as(person)(
            `/api/scaffolder/v2/tasks/${id}`,
          );
          expect(['completed', 'failed']).toContain(task.body.status);
          return task;
        },
        { timeoutMs: 120_000, everyMs: 300 },
      );
      return { refused: answer.body.status === 'failed', answer };
    }

    it('opens nothing that is not theirs to open', async () => {
      const before = await portal.traces();
      const environment = (namespace: string) => ({
        environments: [{ name: 'production', namespace }],
      });
      const attacks: Array<[Person, string, object]> = [
        [
          'olga',
          'new-service',
          proposal('a', { owner: 'group:default/platform' }),
        ],
        ['olga', 'new-service', proposal('a', { owner: 'group:default/sre' })],
        [
          'olga',
          'new-service',
          proposal('a', { owner: 'group:default/portal-administrators' }),
        ],
        [
          'olga',
          'new-service',
          proposal('a', { owner: 'group:default/nobody' }),
        ],
        ['olga', 'new-service', proposal('a', { owner: 'user:default/olga' })],
        ['olga', 'new-service', proposal('a', { owner: 'group:evil/product' })],
        [
          'rita',
          'new-service',
          proposal('a', { owner: 'group:default/platform' }),
        ],
        ['max', 'new-service', proposal('a')],
        ...[
          'kube-system',
          'kube-public',
          'argocd',
          'default',
          'kafka',
          'n8n',
          'cert-manager',
        ].map(
          namespace =>
            ['olga', 'new-service', proposal('a', environment(namespace))] as [
              Person,
              string,
              object,
            ],
        ),
        ...['n8n', 'kafka', '../../x', 'a/../../b', 'A', '', '..', 'a\nb'].map(
          name =>
            ['olga', 'new-service', proposal(name)] as [Person, string, object],
        ),
        ['olga', 'new-service', proposal('a', { image: 'x; rm -rf /' })],
        [
          'olga',
          'new-service',
          proposal('a', { healthPath: '/a\n          evil: true' }),
        ],
        [
          'olga',
          'new-service',
          proposal('a', { dependencies: ['component:default/nowhere'] }),
        ],
        [
          'max',
          'promote-environment',
          {
            entityRef: 'component:default/n8n',
            from: 'staging',
            to: 'production',
          },
        ],
        [
          'max',
          'promote-environment',
          {
            entityRef: 'component:default/kafka-demo',
            from: 'dev',
            to: 'production',
          },
        ],
        [
          'max',
          'promote-environment',
          { entityRef: 'component:default/shadow', from: 'dev', to: 'staging' },
        ],
        [
          'olga',
          'promote-environment',
          { entityRef: 'component:default/kafka', from: 'dev', to: 'staging' },
        ],
        ['olga', 'evil', {}],
      ];
      const work = async () => {
        for (let next = attacks.shift(); next; next = attacks.shift()) {
          const [person, template, values] = next;
          const { refused, answer } = await run(person, template, values);
          portal.attempts.record(
            REFUSED,
            `${person}: ${template} ${JSON.stringify(values)}`,
            refused,
            answer,
          );
        }
      };
      await Promise.all(Array.from({ length: WIDTH }, work));
      expect(portal.attempts.failed(REFUSED)).toEqual([]);
      expect(await portal.traces()).toEqual(before);
    });
  });
}
