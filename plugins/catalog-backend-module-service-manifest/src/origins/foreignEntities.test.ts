import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createBackendModule } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import {
  catalogProcessingExtensionPoint,
  type EntityProvider,
} from '@backstage/plugin-catalog-node';
import { parse, stringify } from 'yaml';
import { FakeRepository } from '../__testUtils__/FakeRepository';
import {
  manifestText,
  overlayTexts,
  teamsText,
} from '../__testUtils__/manifestText';
import { startTestCatalog, TEST_URL } from '../__testUtils__/startTestCatalog';

jest.setTimeout(60_000);

const OWN = {
  'kubernetes/services/shelf/service.yaml': manifestText('shelf'),
  ...overlayTexts('kubernetes/services/shelf'),
  'kubernetes/bootstrap/teams.yaml': teamsText([
    { name: 'product', members: ['olga'] },
    { name: 'sre' },
  ]),
};
const EVIL = 'https://git.example.com/mallory/files/tree/main';

/** Everything that a careless installation could allow. */
const CARELESS = [
  {
    allow: [
      'User',
      'Group',
      'Location',
      'Component',
      'System',
      'Domain',
      'Resource',
    ],
  },
];
/** As this repository ships them. */
const SHIPPED: object[] = parse(
  readFileSync(join(__dirname, '../../../../app-config.yaml'), 'utf8'),
).catalog.rules;

const entity = (
  kind: string,
  name: string,
  spec: object,
  annotations: Record<string, string> = {},
) =>
  stringify({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, annotations },
    spec,
  });
const mallory = entity('User', 'mallory', {
  profile: { displayName: 'Mallory' },
  memberOf: ['sre'],
});
const hijackers = entity('Group', 'hijackers', {
  type: 'team',
  children: [],
  members: ['guest'],
});

async function start(options: {
  rules: object[];
  files: Record<string, string>;
  features?: NonNullable<Parameters<typeof startTestCatalog>[1]>['features'];
  source?: object;
}) {
  const repository = new FakeRepository(TEST_URL, OWN);
  const catalog = await startTestCatalog(repository, {
    files: options.files,
    source: options.source,
    features: options.features,
    catalog: {
      rules: options.rules,
      processingInterval: { seconds: 1 },
      stitchingStrategy: { pollingInterval: { milliseconds: 50 } },
    },
  });
  await catalog.eventually(entities =>
    expect(entities.has('component:default/shelf')).toBe(true),
  );
  return { repository, catalog };
}

type Catalog = Awaited<ReturnType<typeof start>>['catalog'];

async function register(catalog: Catalog, target: string, dryRun = false) {
  const response = await catalog.request(
    dryRun ? 'locations?dryRun=true' : 'locations',
    { method: 'POST', body: { type: 'url', target } },
  );
  return { status: response.status, text: await response.text() };
}

/** A marker that is registered last: when it is there, what was registered before has been processed. */
const marker = entity('Component', 'marker', {
  type: 'service',
  lifecycle: 'production',
  owner: 'guests',
});

describe('entities of files that anybody may register', () => {
  it('are no people and no teams by the rules that are shipped, and it is said why', async () => {
    const { catalog } = await start({
      rules: SHIPPED,
      files: {
        [`${EVIL}/user.yaml`]: mallory,
        [`${EVIL}/group.yaml`]: hijackers,
        [`${EVIL}/chain.yaml`]: entity('Location', 'chain', {
          type: 'url',
          targets: ['./user.yaml', './group.yaml'],
        }),
        [`${EVIL}/service.yaml`]: hijackers,
        [`${EVIL}/marker.yaml`]: marker,
      },
    });
    for (const file of ['user', 'group', 'chain', 'service']) {
      const tried = await register(catalog, `${EVIL}/${file}.yaml`, true);
      expect(tried.status).not.toBe(201);
      expect(tried.text).toContain('is not of an allowed kind');
      await register(catalog, `${EVIL}/${file}.yaml`);
    }
    await register(catalog, `${EVIL}/marker.yaml`);
    await catalog.eventually(entities =>
      expect(entities.has('component:default/marker')).toBe(true),
    );
    const entities = await catalog.entities();
    expect(entities.has('user:default/mallory')).toBe(false);
    expect(entities.has('group:default/hijackers')).toBe(false);
    // The teams of the source are given by its provider, which no rule concerns.
    expect(entities.get('group:default/product')?.spec?.members).toEqual([
      'olga',
    ]);
    expect(entities.has('group:default/sre')).toBe(true);
    await catalog.stop();
  });

  it('are no people and no teams even where the rules of an installation allow them', async () => {
    const forged = { 'platform.stonegarden.dev/source': 'acme' };
    const { catalog } = await start({
      rules: CARELESS,
      files: {
        [`${EVIL}/user.yaml`]: mallory,
        [`${EVIL}/group.yaml`]: hijackers,
        [`${EVIL}/forged.yaml`]: entity(
          'Group',
          'forged',
          { type: 'team', children: [], members: ['guest'] },
          {
            ...forged,
            'backstage.io/managed-by-location': `url:${TEST_URL}kubernetes/`,
            'backstage.io/managed-by-origin-location': `url:${TEST_URL}kubernetes/`,
          },
        ),
        [`${EVIL}/chain.yaml`]: entity('Location', 'chain', {
          type: 'url',
          targets: ['./chained.yaml'],
        }),
        [`${EVIL}/chained.yaml`]: entity('User', 'chained', {
          memberOf: ['sre'],
        }),
        [`${EVIL}/marker.yaml`]: marker,
      },
    });
    for (const file of ['user', 'group', 'forged', 'chain', 'marker']) {
      expect((await register(catalog, `${EVIL}/${file}.yaml`)).status).toBe(
        201,
      );
    }
    const refused = [
      'user:default/mallory',
      'user:default/chained',
      'group:default/hijackers',
      'group:default/forged',
    ];
    await catalog.eventually(entities => {
      expect(entities.has('component:default/marker')).toBe(true);
      const said = JSON.stringify(catalog.logger.warn.mock.calls);
      for (const ref of refused) {
        expect(said).toContain(`${ref} at url:${EVIL}`);
      }
      expect(said).toContain('is refused, because somebody registered');
    });
    const entities = await catalog.entities();
    expect(refused.filter(ref => entities.has(ref))).toEqual([]);
    expect(JSON.stringify(entities.get('group:default/sre'))).not.toContain(
      'mallory',
    );
    await catalog.stop();
  });

  it('never say that they come from a source', async () => {
    const { catalog } = await start({
      rules: SHIPPED,
      files: {
        [`${EVIL}/forged.yaml`]: entity(
          'Component',
          'forged',
          {
            type: 'service',
            lifecycle: 'production',
            owner: 'sre',
            environments: [null],
          },
          {
            'platform.stonegarden.dev/source': 'acme',
            'backstage.io/managed-by-location': `url:${TEST_URL}kubernetes/services/shelf/service.yaml`,
          },
        ),
      },
    });
    await register(catalog, `${EVIL}/forged.yaml`);
    await catalog.eventually(entities =>
      expect(entities.has('component:default/forged')).toBe(true),
    );
    const entities = await catalog.entities();
    const sourceOf = (ref: string) =>
      entities.get(ref)?.metadata.annotations?.[
        'platform.stonegarden.dev/source'
      ];
    expect(sourceOf('component:default/forged')).toBeUndefined();
    const unmarked = [...entities]
      .filter(([ref, { kind }]) => kind !== 'Location' && !sourceOf(ref))
      .map(([ref]) => ref);
    expect(unmarked).toEqual(['component:default/forged']);
    expect(entities.size).toBeGreaterThan(5);
    await catalog.stop();
  });

  it('are the one Component of a registered service.yaml, and nothing that it names', async () => {
    const url = `${EVIL}/kubernetes/platform/rogue/service.yaml`;
    const { catalog } = await start({
      rules: CARELESS,
      files: {
        [url]: manifestText('rogue', {
          owner: {
            team: 'newcomers',
            email: 'mallory@evil.example',
            slack: '#evil',
          },
          aliases: ['shelf'],
          environments: [
            { name: 'production', cluster: 'evil', namespace: 'shelf' },
          ],
        }),
        [`${EVIL}/teams.yaml`]: teamsText([
          { name: 'sre', members: ['mallory'] },
        ]),
      },
    });
    const before = await catalog.entities();
    await register(catalog, url);
    const teams = await register(catalog, `${EVIL}/teams.yaml`, true);
    expect(teams.status).not.toBe(201);
    await catalog.eventually(entities =>
      expect(entities.has('component:default/rogue')).toBe(true),
    );
    const after = await catalog.entities();
    expect(
      [...after.keys()].filter(
        ref => !before.has(ref) && !ref.startsWith('location:'),
      ),
    ).toEqual(['component:default/rogue']);
    await catalog.stop();
  });
});

/** A provider of an organization, such as that of GitHub or LDAP. */
function organization(entities: Entity[]) {
  const provider: EntityProvider = {
    getProviderName: () => 'organization',
    connect: async connection =>
      connection.applyMutation({
        type: 'full',
        entities: entities.map(one => ({
          entity: one,
          locationKey: 'organization',
        })),
      }),
  };
  return createBackendModule({
    pluginId: 'catalog',
    moduleId: 'organization',
    register(env) {
      env.registerInit({
        deps: { processing: catalogProcessingExtensionPoint },
        init: async ({ processing }) => processing.addEntityProvider(provider),
      });
    },
  });
}

const ofOrganization = (kind: string, name: string, spec: object): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: {
    name,
    annotations: {
      'backstage.io/managed-by-location': 'url:https://git.example.com/acme',
      'backstage.io/managed-by-origin-location':
        'url:https://git.example.com/acme',
    },
  },
  spec: JSON.parse(JSON.stringify(spec)),
});

describe('an organization provider beside a source', () => {
  const people = [
    ofOrganization('Group', 'product', {
      type: 'team',
      profile: { displayName: 'Product of the company' },
      children: [],
    }),
    ofOrganization('User', 'olga', { memberOf: ['product'] }),
  ];

  it('keeps its people and teams, and the source leaves teams to it when it is told so', async () => {
    const { catalog } = await start({
      rules: SHIPPED,
      files: {},
      source: { groups: false },
      features: [organization(people)],
    });
    await catalog.eventually(entities => {
      expect(entities.get('user:default/olga')?.relations).toEqual([
        { type: 'memberOf', targetRef: 'group:default/product' },
      ]);
      expect(entities.get('component:default/shelf')?.relations).toContainEqual(
        { type: 'ownedBy', targetRef: 'group:default/product' },
      );
    });
    const entities = await catalog.entities();
    expect(
      [...entities.keys()].filter(ref => ref.startsWith('group:')),
    ).toEqual(['group:default/product']);
    expect(entities.get('group:default/product')?.spec?.profile).toEqual({
      displayName: 'Product of the company',
    });
    expect(catalog.logger.warn).not.toHaveBeenCalledWith(
      expect.stringContaining('conflicting'),
    );
    await catalog.stop();
  });

  it('has a team that both give for as long as it was first, and owners stay the same', async () => {
    const { catalog } = await start({
      rules: SHIPPED,
      files: {},
      features: [organization(people)],
    });
    await catalog.eventually(entities => {
      expect(entities.has('group:default/sre')).toBe(true);
      expect(entities.get('user:default/olga')?.relations).toEqual([
        { type: 'memberOf', targetRef: 'group:default/product' },
      ]);
      expect(entities.get('component:default/shelf')?.relations).toContainEqual(
        { type: 'ownedBy', targetRef: 'group:default/product' },
      );
    });
    const product = (await catalog.entities()).get('group:default/product');
    expect(product?.spec?.profile).toEqual({
      displayName: 'Product of the company',
    });
    await catalog.stop();
  });
});
