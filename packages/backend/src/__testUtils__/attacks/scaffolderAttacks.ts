// Its tests are a part of attack.test.ts, which starts the portal.
/* eslint-disable jest/no-export */
import { eventually } from '@stonegarden/test-utils';
import type { Person, PortalUnderAttack } from '../PortalUnderAttack';

const REFUSED = 'templates run for what belongs to others, or to the cluster';
const TASKS =
  "another's task read, ended or run again, and templates of one's own";
const TEXT = 'a proposal whose text tries to be more than text';

/** Tasks at a time; each reads the repository. */
const WIDTH = 3;

/** What somebody writes who wants it to do something. */
const HOSTILE = [
  'Fine.',
  '',
  'Closes #1, fixes #2. @stonegarden/everyone ![](http://127.0.0.1:9/pixel.png) <img src=x onerror=alert(1)>',
  '```',
  '# Approved by Rita',
  '[merge me](http://127.0.0.1:9/)',
  'Requested-By: user:default/rita',
  'Signed-off-by: Rita Sommer <rita.sommer@stonegarden.dev>',
  '${{ user.entity.metadata.name }} ${{ secrets.token }} {{ 7*7 }}',
].join('\n');

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
        return { refused: true, id: undefined, answer: created };
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
      return { refused: answer.body.status === 'failed', id, answer };
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

    it('gets text into the pull request as text', async () => {
      const { refused, id, answer } = await run(
        'olga',
        'new-service',
        proposal('told-as-text', { description: HOSTILE }),
      );
      const log = await portal.as('olga')(
        `/api/scaffolder/v2/tasks/${id}/events`,
      );
      // A task that failed says why.
      expect(refused ? log.body ?? answer.body : []).toEqual([]);
      const { pulls } = await portal.traces();
      const { body: pull } = await portal.git(`/pulls/${Math.max(...pulls)}`);
      const { body: commit } = await portal.git(
        `/git/commits/${pull.head.sha}`,
      );
      const { body: files } = await portal.git(`/pulls/${pull.number}/files`);
      // What stands in a block of code is shown as it is, and does nothing.
      const live = String(pull.body).replace(
        /^(`{3,})text\n[\s\S]*?\n\1$/gm,
        '',
      );
      const holds: Record<string, boolean> = {
        'mention people': !live.includes('@stonegarden/everyone'),
        'close issues': !/(closes|fixes) #/i.test(live),
        'load a picture': !live.includes('pixel.png'),
        'bring HTML along': !live.includes('<img'),
        'bring headings along': !live.includes('# Approved'),
        'link elsewhere': !live.includes('merge me'),
        'mention people in the title': !String(pull.title).includes('@'),
        'add a trailer to the commit':
          !/^(Requested-By|Promoted-By|Signed-off-by):.*[Rr]ita/m.test(
            commit.message,
          ),
        'close issues by the commit': !/(closes|fixes) #/i.test(commit.message),
        'be evaluated': !String(pull.body).includes('49'),
        'write outside of its folder': files.every(
          ({ filename }: { filename: string }) =>
            /^kubernetes\/(services\/told-as-text|teams\/product)\/|^kubernetes\/bootstrap\/|^CODEOWNERS$/.test(
              filename,
            ),
        ),
      };
      for (const [what, held] of Object.entries(holds)) {
        portal.attempts.record(TEXT, what, held, { pull, commit, files });
      }
      expect(portal.attempts.failed(TEXT)).toEqual([]);

      const task = `/api/scaffolder/v2/tasks/${id}`;
      for (const person of ['max', 'rita'] as const) {
        const ask = portal.as(person);
        const attacks = {
          'read the task': await ask(task),
          'read its log': await ask(`${task}/events`),
          'read its stream': await ask(`${task}/eventstream`),
          'end it': await ask(`${task}/cancel`, { body: {} }),
          'run it again': await ask(`${task}/retry`, { body: {} }),
        };
        for (const [what, tried] of Object.entries(attacks)) {
          portal.attempts.record(
            TASKS,
            `${person}: ${what}`,
            [403, 404].includes(tried.status),
            tried,
          );
        }
        const list = await ask('/api/scaffolder/v2/tasks');
        portal.attempts.record(
          TASKS,
          `${person}: find it in the list`,
          !list.text.includes(String(id)),
          list,
        );
      }
      for (const person of ['olga', 'max', 'rita'] as const) {
        const dry = await portal.as(person)('/api/scaffolder/v2/dry-run', {
          body: {
            template: {
              apiVersion: 'scaffolder.backstage.io/v1beta3',
              kind: 'Template',
              metadata: { name: 'mine' },
              spec: {
                ...{ owner: 'x', type: 'x', parameters: [] },
                steps: [
                  {
                    ...{ id: 'a', name: 'a', action: 'catalog:register' },
                    input: { catalogInfoUrl: 'http://127.0.0.1:9/' },
                  },
                ],
              },
            },
            ...{ values: {}, secrets: {}, directoryContents: [] },
          },
        });
        portal.attempts.record(
          TASKS,
          `${person}: run a template of one's own`,
          dry.status === 403,
          dry,
        );
      }
      expect(portal.attempts.failed(TASKS)).toEqual([]);
    });
  });
}
