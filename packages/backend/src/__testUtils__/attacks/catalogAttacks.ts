// Its tests are a part of attack.test.ts, which starts the portal.
/* eslint-disable jest/no-export */
import { eventually } from '@stonegarden/test-utils';
import type {
  Answer,
  Json,
  Person,
  PortalUnderAttack,
} from '../PortalUnderAttack';
import { pushBranch } from '../pushBranch';

const REFUSED = 'the catalog changed by somebody who is not an administrator';
const HARMLESS =
  'entities that an administrator was made to register, by what they must not bring about';
const MEMBERS: Person[] = ['olga', 'max', 'rita'];
const SERVICES =
  '/api/catalog/entities/by-query?filter=kind=component,spec.environments.name&limit=200';
const WAIT = { timeoutMs: 90_000, everyMs: 200 };
const byName = (ref: string) => `/api/catalog/entities/by-name/${ref}`;

const entity = (
  kind: string,
  name: string,
  spec: object,
  metadata: object = {},
) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, ...metadata },
  spec,
});
const component = (name: string, spec: object = {}, metadata: object = {}) =>
  entity(
    'Component',
    name,
    {
      ...{ type: 'service', lifecycle: 'production' },
      ...{ owner: 'group:default/platform', ...spec },
    },
    metadata,
  );

function nested(depth: number): object {
  let value = {};
  for (let i = 0; i < depth; i++) {
    value = { a: value };
  }
  return value;
}

/** What somebody might have an administrator register, by file. */
function foreignFiles(n8n: Record<string, Json>): Record<string, object[]> {
  const { annotations } = n8n.metadata;
  const { environments } = n8n.spec;
  return {
    'people.yaml': [
      entity('User', 'mallory', {
        profile: { displayName: 'M', email: 'olga.berger@stonegarden.dev' },
        memberOf: ['sre', 'release-managers', 'portal-administrators'],
      }),
      entity('User', 'max', {
        profile: { displayName: 'Max', email: 'max.winter@stonegarden.dev' },
        memberOf: ['portal-administrators', 'product'],
      }),
      entity('Group', 'release-managers', {
        ...{ type: 'role', children: [], members: ['max'] },
      }),
      entity('Group', 'evil', {
        ...{ type: 'team', parent: 'portal-administrators' },
        ...{ children: ['platform'], members: ['max'] },
      }),
    ],
    'template.yaml': [
      {
        ...entity('Template', 'evil', {
          ...{ owner: 'platform', type: 'service', parameters: [] },
          steps: [{ id: 'a', name: 'a', action: 'fetch:plain', input: {} }],
        }),
        apiVersion: 'scaffolder.backstage.io/v1beta3',
      },
    ],
    'services.yaml': [
      component('n8n', { environments }),
      component('shadow', { environments }, { annotations }),
      component('n8n', { environments }, { namespace: 'evil', annotations }),
      component(
        'origin',
        { environments },
        {
          annotations: {
            ...annotations,
            'backstage.io/managed-by-origin-location':
              annotations['backstage.io/managed-by-origin-location'],
            'argocd/app-selector': 'platform.stonegarden.dev/service=n8n',
          },
        },
      ),
    ],
    'odd.yaml': [
      component('nothing', { environments: [null] }),
      component('words', { environments: 'production' }),
      component('numbers', { environments: [1, true, [], {}], releases: 7 }),
      component('wrong', {
        ...{ environments: [{ name: {}, cluster: [], namespace: 1 }] },
        ...{ sla: [], contact: 'me', security: null, monitoring: 3 },
        ...{ releases: [null], problems: [null], aliases: [null] },
      }),
      component('long', {
        environments: Array.from({ length: 5000 }, (_, i) => ({
          ...{ name: `e${i}`, cluster: 'homelab', namespace: `n${i}` },
        })),
      }),
      component('deep', { environments: [nested(400)] }),
      component(
        'text',
        { environments },
        {
          title: '<script>alert(1)</script>',
          description: `</script>${'x'.repeat(50_000)}`,
          links: [{ url: 'https://example.org', title: '<b>' }],
        },
      ),
    ],
    'elsewhere.yaml': [
      entity('Location', 'elsewhere', { targets: ['./people.yaml'] }),
      entity('Location', 'files', {
        ...{ type: 'file', targets: ['/etc/passwd', '../app-config.yaml'] },
      }),
    ],
  };
}

const manifest = (name: string) => `apiVersion: platform.stonegarden.dev/v1beta1
kind: Service
metadata:
  name: ${name}
spec:
  owner: { team: platform }
  environments:
    - { name: production, cluster: homelab, namespace: n8n }
`;

/** Who registers, changes and deletes what is in the catalog. */
export function catalogAttacks(portal: PortalUnderAttack) {
  describe('who writes into the catalog', () => {
    let n8n: Record<string, Json>;
    let kafka: Record<string, Json>;
    let addresses: string[];

    beforeAll(async () => {
      [n8n, kafka] = await Promise.all(
        ['n8n', 'kafka'].map(
          async name =>
            (
              await portal.as('max')(byName(`component/default/${name}`))
            ).body,
        ),
      );
      addresses = Object.entries(foreignFiles(n8n)).map(([file, documents]) =>
        portal.foreign.put(
          `/foreign/${file}`,
          documents.map(each => JSON.stringify(each)).join('\n---\n'),
        ),
      );
      addresses.push(
        portal.foreign.put(
          '/kubernetes/services/evil/service.yaml',
          manifest('evil'),
        ),
      );
      await pushBranch(portal.cloneUrl, {
        ...{ branch: 'evil', base: 'main' },
        edits: {
          'kubernetes/services/branched/service.yaml': () =>
            manifest('branched'),
        },
      });
      addresses.push(
        ...[
          'evil/kubernetes/services/branched',
          'main/kubernetes/services/n8n',
        ].map(
          path =>
            `${portal.gitUrl}/stonegarden/homelab/blob/${path}/service.yaml`,
        ),
      );
    });

    it('is refused unless an administrator', async () => {
      const id = '00000000-0000-4000-8000-000000000000';
      const [mine, others] = [n8n.metadata.uid, kafka.metadata.uid];
      const targets = addresses;
      for (const person of MEMBERS) {
        const ask = portal.as(person);
        const attacks: Record<string, () => Promise<Answer>> = {
          'delete a service of Git': () =>
            ask(`/api/catalog/entities/by-uid/${mine}`, {
              method: 'DELETE',
            }),
          'delete another team’s': () =>
            ask(`/api/catalog/entities/by-uid/${others}`, {
              method: 'DELETE',
            }),
          'delete a location': () =>
            ask(`/api/catalog/locations/${id}`, { method: 'DELETE' }),
          'change a location': () =>
            ask(`/api/catalog/locations/${id}`, {
              method: 'PUT',
              body: { type: 'url', target: targets[0] },
            }),
          'validate an entity': () =>
            ask('/api/catalog/validate-entity', {
              body: { location: 'url:http://x', entity: component('x') },
            }),
        };
        for (const target of targets) {
          const body = { type: 'url', target };
          attacks[`register ${target}`] = () =>
            ask('/api/catalog/locations', { body });
          attacks[`try ${target}`] = () =>
            ask('/api/catalog/locations?dryRun=true', { body });
          attacks[`analyze ${target}`] = () =>
            ask('/api/catalog/analyze-location', { body: { location: body } });
        }
        for (const [what, attack] of Object.entries(attacks)) {
          const answer = await attack();
          portal.attempts.record(
            REFUSED,
            `${person}: ${what}`,
            answer.status === 403,
            answer,
          );
        }
      }
      const refresh = await portal.as('max')('/api/catalog/refresh', {
        body: { entityRef: 'component:default/n8n' },
      });
      portal.attempts.record(
        REFUSED,
        'max: refresh what another team owns',
        [403, 404].includes(refresh.status),
        refresh,
      );
      expect(portal.foreign.requested).not.toContain('/foreign/people.yaml');
      expect(portal.attempts.failed(REFUSED)).toEqual([]);
    });

    it('brings about no rights, services or broken pages, also as an administrator', async () => {
      const max = portal.as('max');
      const summaries = async () => {
        const { status, body } = await max('/api/delivery/summaries', {
          body: {
            entityRefs: ['component:default/n8n', 'component:default/kafka'],
          },
        });
        return { status, names: body.items.map((it: Json) => it?.entityRef) };
      };
      const before = await summaries();
      const register = async (target: string) => {
        const { status } = await portal.as('ada')('/api/catalog/locations', {
          body: { type: 'url', target },
        });
        // What cannot be read, or is of a kind that may not be registered, is refused at once.
        expect([201, 400, 403, 404, 409]).toContain(status);
      };
      for (const target of addresses) {
        await register(target);
      }
      // The engine takes entities in the order in which they came: when these are there, the others have been processed.
      for (const name of ['last', 'very-last']) {
        await register(
          portal.foreign.put(`/${name}.yaml`, JSON.stringify(component(name))),
        );
        await eventually(async () => {
          const { status } = await max(byName(`component/default/${name}`));
          expect(status).toBe(200);
        }, WAIT);
      }

      const hold = (what: string, held: boolean, answer?: unknown) =>
        portal.attempts.record(HARMLESS, what, held, answer);
      for (const ref of [
        ...['user/default/mallory', 'group/default/evil'],
        'template/default/evil',
      ]) {
        const answer = await max(byName(ref));
        hold(`${ref} is there`, answer.status === 404, answer);
      }
      const person = await max(byName('user/default/max'));
      hold(
        'a member is in another group',
        JSON.stringify(person.body.spec.memberOf) === '["platform"]',
        person,
      );
      const group = await max(byName('group/default/release-managers'));
      const members = group.body.relations
        .filter(({ type }: { type: string }) => type === 'hasMember')
        .map(({ targetRef }: { targetRef: string }) => targetRef);
      hold(
        'a member is a release manager',
        JSON.stringify(members) === '["user:default/rita"]',
        group,
      );
      const service = await max(byName('component/default/n8n'));
      hold(
        "a service has another's owner",
        service.body.spec.owner === 'group:default/product' &&
          service.body.metadata.uid === n8n.metadata.uid,
        service,
      );
      const acts: Array<[string, object]> = [
        ['environments/production/sync', {}],
        ['environments/staging/sync', {}],
        ['promotions', { from: 'staging', to: 'production' }],
      ];
      for (const name of [
        ...['default/n8n', 'default/shadow', 'evil/n8n', 'default/origin'],
        ...['default/nothing', 'default/deep', 'default/evil'],
      ]) {
        for (const [path, body] of acts) {
          const answer = await max(`/api/delivery/services/${name}/${path}`, {
            body,
          });
          hold(
            `a member of another team: ${path} of ${name}`,
            [403, 404].includes(answer.status),
            answer,
          );
        }
      }
      for (const name of [
        ...['shadow', 'origin', 'nothing', 'words', 'numbers', 'wrong'],
        ...['long', 'deep', 'text', 'branched', 'evil'],
      ]) {
        const answer = await max(`/api/delivery/services/default/${name}`);
        hold(`${name} is a service`, answer.status === 404, answer);
      }
      const answers = {
        'the summaries of delivery': await summaries(),
        'services of the catalog': await max(SERVICES),
        'the Argo CD instances': await max('/api/delivery/instances'),
        'what left the catalog': await portal.as('ada')(
          '/api/delivery/orphaned-services',
        ),
        'a service': await max('/api/delivery/services/default/n8n'),
        'the search': await max('/api/search/query?term=n8n'),
      };
      for (const [what, answer] of Object.entries(answers)) {
        hold(`${what} cannot be read`, answer.status === 200, answer);
      }
      hold(
        'the summaries say something else',
        JSON.stringify(answers['the summaries of delivery']) ===
          JSON.stringify(before),
        answers,
      );
      const sources = await max(
        '/api/catalog/entities/by-query?filter=kind=component,metadata.annotations.platform.stonegarden.dev/source&limit=0',
      );
      hold(
        'it is listed among the services of a source',
        sources.body.totalItems === 25,
        sources,
      );
      hold('files of the backend were read', !portal.log.includes('root:x:'));
      expect(portal.attempts.failed(HARMLESS)).toEqual([]);
    });
  });
}
