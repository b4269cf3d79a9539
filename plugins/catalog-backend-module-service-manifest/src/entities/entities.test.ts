import fc from 'fast-check';
import { buildFrom, TEST_SOURCE } from '../__testUtils__/buildFrom';
import { expectSound } from '../__testUtils__/expectSound';
import { manifestText, teamsText } from '../__testUtils__/manifestText';
import { readHomelab } from '../__testUtils__/readHomelab';

jest.setTimeout(30_000);

describe('ManifestIndex, its entities', () => {
  it('turns a manifest into a Component with all that the manifest says', async () => {
    const { find } = await buildFrom(
      {
        'kubernetes/platform/data/postgres/service.yaml': manifestText(
          'postgres',
          {
            description: 'Databases',
            aliases: ['pg'],
            owner: {
              team: 'platform',
              slack: 'data',
              oncall: 'https://oncall.example.com/platform',
            },
            environments: [{ name: 'dev', namespace: 'pg-dev' }],
            dependencies: ['pg', 'nowhere'],
            sla: { availability: 99.9, latency: '20ms' },
            monitoring: { dashboards: ['grafana/overview.json'] },
            security: { podSecurityStandards: 'baseline' },
            release: { rollbackSafe: false },
            promotion: {
              autoRollback: true,
              rules: [{ environments: ['dev'], soak: '2h' }],
            },
          },
          {
            labels: { tier: 'gold', 'not a label': 'x' },
            annotations: {
              'example.com/cost': '12',
              'backstage.io/managed-by-location': 'url:elsewhere',
            },
          },
        ),
      },
      {
        settings: {
          ...TEST_SOURCE,
          annotations: ['example.com/', 'backstage.io/'],
        },
      },
    );
    const tree = 'https://git.example.com/acme/platform/tree/main/kubernetes';
    const blob = 'https://git.example.com/acme/platform/blob/main/kubernetes';
    const file = `url:${blob}/platform/data/postgres/service.yaml`;
    expect(find('Component', 'postgres')).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'postgres',
        namespace: 'default',
        description: 'Databases',
        labels: { tier: 'gold' },
        annotations: {
          'example.com/cost': '12',
          'backstage.io/managed-by-location': file,
          'backstage.io/managed-by-origin-location': file,
          'backstage.io/source-location': `url:${tree}/platform/data/postgres/`,
          'platform.stonegarden.dev/manifest-path':
            'kubernetes/platform/data/postgres/service.yaml',
          'argocd/app-selector': 'platform.stonegarden.dev/service=postgres',
          'backstage.io/kubernetes-label-selector':
            'app.kubernetes.io/part-of=postgres',
          'grafana/dashboard-selector':
            "tags @> 'postgres' || title == 'overview'",
          'platform.stonegarden.dev/source': 'acme',
          'platform.stonegarden.dev/availability-order': '099.90000',
          'platform.stonegarden.dev/latency-order': '000000000020.000',
          'platform.stonegarden.dev/environments': 'dev',
          'platform.stonegarden.dev/availability': '99.9%',
          'platform.stonegarden.dev/latency': '20ms',
          'platform.stonegarden.dev/pod-security-standards': 'baseline',
        },
        tags: ['platform', 'data'],
        links: [
          {
            url: `${blob}/platform/data/postgres/monitoring/grafana/overview.json`,
            title: 'Dashboard overview (definition)',
            type: 'dashboard',
          },
        ],
      },
      spec: {
        type: 'platform-service',
        lifecycle: 'experimental',
        owner: 'group:default/platform',
        system: 'data',
        layer: 'platform',
        category: 'data',
        aliases: ['pg'],
        dependsOn: ['resource:default/in-cluster'],
        unknownDependencies: ['nowhere'],
        environments: [
          {
            name: 'dev',
            cluster: 'in-cluster',
            namespace: 'pg-dev',
            autoSync: false,
          },
        ],
        contact: {
          team: 'platform',
          slack: '#data',
          oncall: 'https://oncall.example.com/platform',
        },
        sla: {
          availability: { text: '99.9%', percent: 99.9 },
          latency: { text: '20ms', milliseconds: 20, percentile: 95 },
          window: { text: '30d', milliseconds: 30 * 24 * 60 * 60 * 1000 },
        },
        monitoring: {
          enabled: true,
          dashboards: ['grafana/overview.json'],
          alerts: [],
        },
        security: { podSecurityStandards: 'baseline' },
        release: { rollbackSafe: false },
        promotion: {
          autoRollback: true,
          rules: [
            {
              environments: ['dev'],
              soak: { text: '2h', milliseconds: 7_200_000 },
            },
          ],
        },
        problems: [
          expect.objectContaining({ code: 'dependency-on-itself' }),
          expect.objectContaining({ code: 'dependency-not-found' }),
        ],
      },
    });
  });

  it('gives no links where there are none, so that no empty card stands for them', async () => {
    const { find } = await buildFrom({
      'kubernetes/services/a/service.yaml': manifestText('a'),
    });
    expect(find('Component', 'a')?.metadata).not.toHaveProperty('links');
  });

  it('makes Groups from teams.yaml, from owners and from folders, in this order of trust', async () => {
    const { find } = await buildFrom({
      'kubernetes/bootstrap/teams.yaml': teamsText([
        {
          name: 'product',
          title: 'Product',
          description: 'Builds things',
          slack: '#product',
          email: 'product@example.com',
          oncall: 'https://oncall.example.com/product',
          members: ['jane'],
        },
      ]),
      'kubernetes/services/a/service.yaml': manifestText('a', {
        owner: { team: 'product', email: 'other@example.com' },
      }),
      'kubernetes/services/b/service.yaml': manifestText('b', {
        owner: { team: 'guild', slack: '#guild' },
      }),
      'kubernetes/teams/product/rbac.yaml': '',
      'kubernetes/teams/sre/rbac.yaml': '',
    });
    expect(find('Group', 'product')).toMatchObject({
      metadata: {
        title: 'Product',
        description: 'Builds things',
        links: [
          { url: 'mailto:product@example.com', type: 'email' },
          { url: 'https://oncall.example.com/product', type: 'oncall' },
        ],
      },
      spec: {
        type: 'team',
        profile: {
          displayName: 'Product',
          email: 'product@example.com',
          slack: '#product',
        },
        members: ['jane'],
      },
    });
    expect(find('Group', 'guild')).toMatchObject({
      spec: { profile: { displayName: 'guild', slack: '#guild' } },
    });
    expect(find('Group', 'sre')).toMatchObject({
      metadata: {
        annotations: {
          'backstage.io/managed-by-location':
            'url:https://git.example.com/acme/platform/tree/main/kubernetes/teams/sre/',
        },
      },
    });
  });

  it('takes teams from lists below teams/ too, after the main list', async () => {
    const { find } = await buildFrom({
      'kubernetes/bootstrap/teams.yaml': teamsText([
        { name: 'product', title: 'Product' },
      ]),
      'kubernetes/teams/data/team.yaml': teamsText([
        { name: 'product', title: 'Another' },
        { name: 'data', title: 'Data', email: 'data@example.com' },
      ]),
      'kubernetes/services/a/service.yaml': manifestText('a'),
    });
    expect(find('Group', 'product')?.metadata.title).toBe('Product');
    expect(find('Group', 'data')).toMatchObject({
      metadata: { title: 'Data', links: [{ url: 'mailto:data@example.com' }] },
    });
  });

  it('puts a service without a category into a System of its layer, and so into the Domain', async () => {
    const { find } = await buildFrom({
      'kubernetes/services/a/service.yaml': manifestText('a'),
    });
    expect(find('Component', 'a')?.spec).toMatchObject({ system: 'services' });
    expect(find('Component', 'a')?.spec).not.toHaveProperty('category');
    expect(find('System', 'services')).toMatchObject({
      metadata: { title: 'Services' },
      spec: { domain: 'services', owner: 'group:default/product' },
    });
    expect(find('Domain', 'services')).toBeDefined();
  });

  it('reads layers from folders with other names', async () => {
    const { find } = await buildFrom(
      { 'kubernetes/apps/shop/a/service.yaml': manifestText('a') },
      { settings: { ...TEST_SOURCE, layers: { apps: 'services' } } },
    );
    expect(find('Component', 'a')?.spec).toMatchObject({
      layer: 'services',
      system: 'shop',
    });
    expect(find('Domain', 'services')?.metadata.annotations).toMatchObject({
      'backstage.io/managed-by-location':
        'url:https://git.example.com/acme/platform/tree/main/kubernetes/apps/',
    });
  });

  it('says what Git says should run, and what is wrong in the folder', async () => {
    const overlay = (namespace: string) =>
      `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: ${namespace}\nresources: [../base]\nimages:\n  - name: example.com/a\n    newTag: 1.2.3\n`;
    const { find } = await buildFrom({
      'kubernetes/services/a/service.yaml': manifestText('a'),
      'kubernetes/services/a/environments/base/kustomization.yaml':
        'resources:\n  - service.yaml\n  - deep/er/pod.yaml\n',
      'kubernetes/services/a/environments/base/service.yaml':
        'apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n',
      'kubernetes/services/a/environments/base/deep/er/pod.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n    - image: example.com/a\n',
      'kubernetes/services/a/environments/dev/kustomization.yaml':
        overlay('a-dev'),
      'kubernetes/services/a/environments/production/kustomization.yaml':
        overlay('elsewhere'),
    });
    expect(find('Component', 'a')?.spec).toMatchObject({
      releases: [
        { environment: 'dev', images: ['example.com/a:1.2.3'] },
        { environment: 'production', images: ['example.com/a:1.2.3'] },
      ],
      problems: [
        {
          code: 'overlay-namespace-differs',
          file: 'kubernetes/services/a/environments/production/kustomization.yaml',
          line: 3,
          docs: expect.stringMatching(/overlay-namespace-differs\.md$/),
        },
      ],
    });
  });

  it('says nothing about folders in a source that has none', async () => {
    const { find } = await buildFrom({
      'kubernetes/services/a/service.yaml': manifestText('a'),
    });
    expect(find('Component', 'a')?.spec).not.toHaveProperty('problems');
  });

  it('gives layers, categories and clusters to the team that owns most of them', async () => {
    const owned = (name: string, team: string) =>
      manifestText(name, { owner: { team } });
    const { find } = await buildFrom({
      'kubernetes/infra/net/a/service.yaml': owned('a', 'sre'),
      'kubernetes/infra/net/b/service.yaml': owned('b', 'sre'),
      'kubernetes/platform/net/c/service.yaml': owned('c', 'platform'),
      'kubernetes/platform/data/d/service.yaml': owned('d', 'platform'),
      'kubernetes/platform/data/e/service.yaml': owned('e', 'platform'),
    });
    expect(find('System', 'net')?.spec).toEqual({
      owner: 'group:default/sre',
      domain: 'infra',
    });
    expect(find('Domain', 'platform')).toMatchObject({
      metadata: { title: 'Platform' },
      spec: { owner: 'group:default/platform' },
    });
    expect(find('Resource', 'homelab')?.spec).toEqual({
      type: 'kubernetes-cluster',
      owner: 'group:default/sre',
    });
  });

  it('finds an owner for a manifest that never was good among its neighbors', async () => {
    const broken = 'apiVersion: platform.stonegarden.dev/v1alpha1\nkind: [';
    const alone = await buildFrom({
      'kubernetes/services/x/service.yaml': broken,
    });
    expect(alone.find('Component', 'x')?.spec?.owner).toBe(
      'group:default/unknown',
    );
    expect(alone.find('Group', 'unknown')?.metadata.description).toMatch(
      'names no owner',
    );
    const among = await buildFrom({
      'kubernetes/platform/data/x/service.yaml': broken,
      'kubernetes/platform/data/y/service.yaml': manifestText('y', {
        owner: { team: 'data' },
      }),
      'kubernetes/platform/mail/z/service.yaml': manifestText('z', {
        owner: { team: 'aaa' },
      }),
    });
    expect(among.find('Component', 'x')?.spec?.owner).toBe(
      'group:default/data',
    );
  });

  it('makes 25 sound Components of examples/homelab', async () => {
    const { entities, notes } = await buildFrom(readHomelab());
    await expectSound(entities);
    expect(notes).toEqual([]);
    const components = entities.filter(one => one.kind === 'Component');
    expect(components).toHaveLength(25);
    expect(components.filter(one => one.spec?.problems)).toEqual([]);
  });

  it('never gives the catalog something unsound, whatever names the folders and labels have', async () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 70 }),
      fc.stringMatching(/^[A-Za-z0-9 ._/-]{1,70}$/),
    );
    const checked = fc.assert(
      fc.asyncProperty(
        fc.record({ folder: word, name: word, label: word, key: word }),
        async ({ folder, name, label, key }) => {
          const labels = { category: label, [key]: label };
          const { entities } = await buildFrom({
            [`kubernetes/platform/${folder}/x/service.yaml`]: manifestText(
              'x',
              {},
              { labels, annotations: { [key]: label } },
            ),
            'kubernetes/services/y/service.yaml': manifestText(
              'y',
              {
                environments: [{ name: 'dev', cluster: 'c.d', namespace: 'y' }],
              },
              { labels },
            ),
            [`kubernetes/services/${folder}/service.yaml`]: manifestText(name),
            [`kubernetes/teams/${folder}/rbac.yaml`]: '',
          });
          await expectSound(entities);
        },
      ),
      { numRuns: 150 },
    );
    await expect(checked).resolves.toBeUndefined();
  });
});
