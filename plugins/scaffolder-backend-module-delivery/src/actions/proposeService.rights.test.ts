import { createMockDirectory } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { parseServiceManifest } from '@stonegarden/service-manifest';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { serviceEntity } from '../__testUtils__/catalog';
import { proposeDeps } from '../__testUtils__/proposeDeps';
import type { GitOpsSettings } from '../gitOpsSettings';
import type { ProposeServiceInput } from '../proposal/ProposeServiceInput';
import { createProposeServiceAction } from './createProposeServiceAction';

const root = 'https://git.example.org/acme/platform/tree/main/kubernetes';
const workspace = createMockDirectory();

const refunds: ProposeServiceInput = {
  name: 'refunds',
  owner: 'group:default/product',
  image: 'ghcr.io/acme/refunds:1.2.3',
  environments: [{ name: 'dev' }, { name: 'production' }],
};

function setUp(
  options: {
    input?: Partial<ProposeServiceInput>;
    files?: Record<string, string>;
    more?: Entity[];
    settings?: Partial<GitOpsSettings>;
    result?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
  } = {},
) {
  const host = new FakeGitHost({ 'README.md': '', ...options.files });
  const deps = proposeDeps(options);
  const resolve = jest.spyOn(host.hosts, 'resolve');
  const commit = jest.spyOn(host.pullRequests, 'commit');
  const action = createProposeServiceAction({
    ...deps,
    hosts: host.hosts,
    settings: { root, platform: {}, ...options.settings },
  });
  const context = createMockActionContext({
    input: { ...refunds, ...options.input },
    workspacePath: workspace.path,
  });
  const propose = async (isDryRun = false) => {
    const error: unknown = await action
      .handler({ ...context, isDryRun })
      .then(() => undefined)
      .catch(each => each);
    return error as Error | undefined;
  };
  return { ...deps, host, resolve, commit, context, propose };
}

const project = (
  name: string,
  namespace: string,
) => `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata:
  name: ${name}
spec:
  destinations:
    - name: in-cluster
      namespace: "${namespace}"
`;

const kafka = (
  namespace: string,
) => `apiVersion: platform.stonegarden.dev/v1alpha1
kind: Service
metadata:
  name: kafka
spec:
  owner:
    team: platform
  environments:
    - name: production
      namespace: ${namespace}
`;
const kafkaPath = 'kubernetes/platform/messaging/kafka/service.yaml';

describe('who may propose', () => {
  it.each([false, true])(
    'refuses who may not propose for the team, before anything is read or written (dry run: %s)',
    async isDryRun => {
      const { propose, permissions, auditor, resolve, catalog, host } = setUp({
        result: AuthorizeResult.DENY,
      });
      const reads = [
        jest.spyOn(catalog, 'getEntityByRef'),
        jest.spyOn(catalog, 'getEntities'),
        jest.spyOn(catalog, 'getEntitiesByRefs'),
      ];
      const error = await propose(isDryRun);
      expect(error).toMatchObject({
        name: 'NotAllowedError',
        message:
          'You may not propose services of team product, nothing was written. Its members may: ask one of them to propose the service, or an administrator of the portal for the permission delivery.service.propose on group:default/product.',
      });
      expect(permissions.authorize).toHaveBeenCalledWith(
        [
          {
            permission: expect.objectContaining({
              name: 'delivery.service.propose',
              resourceType: 'delivery-team',
            }),
            resourceRef: 'group:default/product',
          },
        ],
        { credentials: expect.anything() },
      );
      for (const read of [...reads, resolve]) {
        expect(read).not.toHaveBeenCalled();
      }
      expect(host.pulls).toEqual([]);
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: 'service-propose',
          meta: expect.objectContaining({
            name: 'refunds',
            owner: 'group:default/product',
            dryRun: isDryRun,
          }),
        }),
      );
      const event = await auditor.createEvent.mock.results[0].value;
      expect(event.fail).toHaveBeenCalledWith({ error });
    },
  );

  it('asks with the credentials of whoever started the task', async () => {
    const { propose, permissions, context } = setUp();
    await propose();
    const credentials = await context.getInitiatorCredentials();
    expect(permissions.authorize).toHaveBeenCalledWith(expect.anything(), {
      credentials,
    });
  });

  it.each([
    ['Group:Default/Product', 'group:default/product'],
    ['product', 'group:default/product'],
  ])('asks about the team that %s means', async (owner, resourceRef) => {
    const { propose, permissions } = setUp({
      input: { owner },
      result: AuthorizeResult.DENY,
    });
    await propose();
    expect(permissions.authorize).toHaveBeenCalledWith(
      [expect.objectContaining({ resourceRef })],
      expect.anything(),
    );
  });

  it.each(['group:other/product', 'user:default/product', 'a:b:c', ''])(
    'refuses %j as a team, whose name in a manifest would be that of another',
    async owner => {
      const { propose, permissions, resolve } = setUp({ input: { owner } });
      await expect(propose()).resolves.toMatchObject({ name: 'InputError' });
      expect(permissions.authorize).not.toHaveBeenCalled();
      expect(resolve).not.toHaveBeenCalled();
    },
  );
});

describe('a reserved namespace', () => {
  const environments = (namespace: string) => [{ name: 'dev', namespace }];

  it.each([
    [{ environments: environments('kube-system') }, 'kube-system', 'kube-*'],
    [{ environments: environments('argocd') }, 'argocd', 'argocd'],
    [{ environments: environments('default') }, 'default', 'default'],
    // Namespaces that nobody wrote
    [{ name: 'kube', environments: [{ name: 'system' }] }, 'kube-system', '-*'],
    [
      { name: 'argocd', environments: [{ name: 'production' }] },
      'argocd',
      'argocd',
    ],
    // Every service lets in what runs in these
    [{ environments: environments('cloudflared') }, 'cloudflared', ''],
    [{ environments: environments('prometheus') }, 'prometheus', ''],
    [
      {
        layer: 'infra',
        category: 'x',
        environments: environments('kube-public'),
      },
      'kube-public',
      '',
    ],
  ] as Array<[Partial<ProposeServiceInput>, string, string]>)(
    'is refused: %j',
    async (input, namespace, pattern) => {
      const { propose, resolve } = setUp({ input });
      const error = await propose();
      expect(error?.name).toBe('InputError');
      expect(error?.message).toContain(
        `- Environment 1, Namespace: ${namespace} is reserved for the cluster and what runs it`,
      );
      expect(error?.message).toContain(pattern);
      expect(resolve).not.toHaveBeenCalled();
    },
  );

  it('is what the configuration says', async () => {
    const reservedNamespaces = ['*-prod'];
    const settings = { reservedNamespaces };
    const refused = setUp({
      settings,
      input: { environments: environments('refunds-prod') },
    });
    await expect(refused.propose()).resolves.toMatchObject({
      message: expect.stringContaining('(*-prod, see delivery.gitops.reserved'),
    });
    const allowed = setUp({
      settings,
      input: { environments: environments('kube-refunds') },
    });
    await expect(allowed.propose()).resolves.toBeUndefined();
  });
});

describe('a namespace of somebody else', () => {
  it('is refused with the service, the team, the file and the line', async () => {
    const { propose, host } = setUp({
      input: {
        environments: [
          { name: 'dev' },
          { name: 'production', namespace: 'kafka' },
        ],
      },
      files: { [kafkaPath]: kafka('kafka') },
    });
    await expect(propose()).resolves.toMatchObject({
      name: 'ConflictError',
      message:
        'The service cannot be proposed, nothing was written:\n- Environment 2, Namespace: kafka belongs to service kafka of team platform (kubernetes/platform/messaging/kafka/service.yaml, line 10). Choose one that no other team has, for example refunds-production.',
    });
    expect(host.pulls).toEqual([]);
  });

  it('is refused whatever the cluster, and although its manifest cannot be read', async () => {
    const { propose } = setUp({
      input: {
        environments: [
          { name: 'production', namespace: 'kafka', cluster: 'elsewhere' },
        ],
      },
    });
    await expect(propose()).resolves.toMatchObject({
      message: expect.stringContaining(
        `kafka belongs to service kafka of team platform (${kafkaPath}).`,
      ),
    });
  });

  it('is free when Git says that the service has left it', async () => {
    const { propose } = setUp({
      input: { environments: [{ name: 'production', namespace: 'kafka' }] },
      files: { [kafkaPath]: kafka('kafka-new') },
    });
    await expect(propose()).resolves.toBeUndefined();
  });

  it('is not one of the same team', async () => {
    const own = serviceEntity('shop', 'kubernetes/services/shop/service.yaml');
    own.spec = { ...own.spec, owner: 'group:default/product' };
    const { propose } = setUp({
      input: { environments: [{ name: 'production', namespace: 'shop' }] },
      more: [own],
    });
    await expect(propose()).resolves.toBeUndefined();
  });

  it.each([
    ['teams/payments', 'team-payments', 'refunds-dev', ''],
    ['teams/payments', 'team-payments', 'refunds*', ' as "refunds*"'],
    [
      'teams/payments',
      'team-payments',
      '{refunds,x}-dev',
      ' as "{refunds,x}-dev"',
    ],
    ['bootstrap', 'team-sre', 'refunds-dev', ''],
  ])(
    'is refused when an AppProject in %s has it: %s, %s',
    async (folder, name, pattern, as) => {
      const path = `kubernetes/${folder}/rbac.yaml`;
      const { propose, host } = setUp({
        files: { [path]: project(name, pattern) },
      });
      const error = await propose();
      expect(error?.name).toBe('ConflictError');
      expect(error?.message).toContain(
        `- Environment 1, Namespace: refunds-dev belongs to AppProject ${name}${as} (${path}, line 8).`,
      );
      expect(host.pulls).toEqual([]);
    },
  );

  it.each([
    ['teams/payments', 'team-payments', '*'],
    ['teams/payments', 'team-payments', '!kube-system'],
    ['teams/payments', 'team-payments', 'refunds-*-x'],
    ['teams/product', 'team-product', 'refunds-dev'],
    ['bootstrap', 'team-product', 'refunds-*'],
  ])(
    'is not what the AppProject in %s allows: %s, %s',
    async (folder, name, pattern) => {
      const { propose } = setUp({
        files: { [`kubernetes/${folder}/rbac.yaml`]: project(name, pattern) },
      });
      await expect(propose()).resolves.toBeUndefined();
    },
  );

  it('is left to people where an AppProject cannot be read', async () => {
    const { propose, host } = setUp({
      files: { 'kubernetes/teams/payments/rbac.yaml': 'kind: [' },
    });
    await propose();
    expect(host.pulls[0].body).toContain(
      '### Still to do by hand\n\n- `kubernetes/teams/payments/rbac.yaml` cannot be read: make sure that no AppProject in it has a namespace of this service.',
    );
  });
});

describe('the rights that a pull request gives', () => {
  const policies = `kind: Namespace
metadata:
  name: shop
  labels: {platform.stonegarden.dev/environment: production}
`;
  const binding = `---
kind: RoleBinding
metadata: {name: b, namespace: shop}
roleRef: {kind: ClusterRole, name: cluster-admin}
subjects: [{kind: Group, name: "closes #1 @eve"}]
`;

  it('are listed as its files say them, whatever the form meant', async () => {
    const { propose, host } = setUp({
      input: { environments: [{ name: 'production' }] },
      files: {
        'kubernetes/teams/product/rbac.yaml': `${project(
          'team-product',
          'shop',
        )}${binding}`,
        'kubernetes/teams/product/policies.yaml': policies,
      },
    });
    await propose();
    const [, section] = host.pulls[0].body.split(/### Rights|### Files/);
    const pods = 'Pods with `app.kubernetes.io/name=refunds` in namespace';
    expect(section.trim().split('\n')).toEqual([
      'With its files as they are, this pull request means:',
      '',
      '- Argo CD may deploy project `team-product` into namespace `refunds` on cluster `in-cluster`',
      '- Group `closes #1 @eve` gets the role `cluster-admin` in namespace `refunds`',
      '- There is a namespace `refunds` for environment `production`, without a Pod Security Standard',
      `- ${pods} \`refunds\` may be reached from namespace \`cloudflared\`, namespace \`prometheus\` at \`TCP http\` (network policy \`refunds-allow\`)`,
    ]);
  });
});

describe('what belongs to others by name', () => {
  it('refuses the alias of another service as a name', async () => {
    const operator = serviceEntity('postgres-operator', 'a/service.yaml');
    operator.spec = { ...operator.spec, aliases: ['refunds'] };
    const { propose } = setUp({ more: [operator] });
    await expect(propose()).resolves.toMatchObject({
      name: 'ConflictError',
      message:
        'refunds is an alias of postgres-operator already, and would no longer mean that service. Choose another name.',
    });
  });

  it('opens no network to what somebody registered', async () => {
    const foreign = serviceEntity('helper', 'x/service.yaml');
    foreign.metadata.annotations = {};
    foreign.spec = {
      ...foreign.spec,
      environments: [{ name: 'dev', namespace: 'kube-system' }],
    };
    const { propose } = setUp({
      more: [foreign],
      input: { dependencies: ['component:default/helper'] },
    });
    await expect(propose()).resolves.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(
        '`component:default/helper` has no service.yaml in a configured repository',
      ),
    });
  });

  it('is not stopped by entities that say nonsense', async () => {
    const broken = serviceEntity('broken', 'x/service.yaml');
    broken.spec = { ...broken.spec, environments: [null] };
    const { propose } = setUp({
      more: [broken],
      input: { dependencies: ['component:default/broken'] },
    });
    await expect(propose()).resolves.toBeUndefined();
  });
});

describe('the fields of the form, whatever is written into them', () => {
  const odd = fc.oneof(
    fc.constantFrom(
      ...['../../infra/x', '..', '.', 'a/b', '/etc', 'a\\b', 'a%2fb', '~'],
      ...['shop\nowner: {team: sre}', 'x: y', '"', "'", '*a', '&a b', '!!x'],
      ...['{{ .x }}', '${{ x }}', '- a', '#', '|', '>', '---\nkind: Role'],
      ...['null', 'true', 'on', '1e3', '0x1', '\u2028', '\u0000', ' ', ''],
      ...['base', 'components', 'infra', 'teams', 'bootstrap', 'ok', 'a-b'],
    ),
    fc.string({ unit: 'grapheme', maxLength: 10 }),
  );
  const environment = { name: 'dev' };
  const fields: Array<(text: string) => Partial<ProposeServiceInput>> = [
    name => ({ name }),
    description => ({ description }),
    category => ({ category }),
    image => ({ image }),
    healthPath => ({ healthPath }),
    slack => ({ contact: { slack } }),
    email => ({ contact: { email } }),
    oncall => ({ contact: { oncall } }),
    availability => ({ sla: { availability } }),
    rpo => ({ sla: { rpo } }),
    name => ({ environments: [{ ...environment, name }] }),
    cluster => ({ environments: [{ ...environment, cluster }] }),
    namespace => ({ environments: [{ ...environment, namespace }] }),
  ];
  const given = fc
    .tuple(fc.constantFrom(...fields), odd)
    .map(([field, text]) => field(text));

  it('are refused, or are written as they are and only below the folder of the service', async () => {
    let written = 0;
    await fc.assert(
      fc.asyncProperty(given, async input => {
        const { propose, commit } = setUp({ input });
        const error = await propose();
        expect([undefined, 'InputError', 'ConflictError']).toContain(
          error?.name,
        );
        expect(commit).toHaveBeenCalledTimes(error ? 0 : 1);
        if (error) {
          return;
        }
        written += 1;
        const name = (input.name ?? refunds.name).trim();
        const folder = `kubernetes/services/${name}/`;
        const [{ edits }] = commit.mock.calls[0];
        for (const { path, content } of edits) {
          expect(path.startsWith(folder)).toBe(true);
          expect(path).toMatch(/^[a-z0-9-]+(\/[a-z0-9-]+)*\/[a-z]+\.yaml$/);
          const documents = parseAllDocuments(content ?? '');
          expect(documents).toHaveLength(1);
        }
        const [{ path, content }] = edits;
        const parsed = parseServiceManifest(content ?? '', { path });
        expect(parsed).toMatchObject({
          kind: 'manifest',
          manifest: {
            name,
            owner: { team: 'product' },
            environments: (input.environments ?? refunds.environments).map(
              one => ({ name: one.name.trim() }),
            ),
          },
        });
      }),
      { numRuns: 300, examples: [[{ description: '---\nkind: Role' }]] },
    );
    expect(written).toBeGreaterThan(30);
  });
});
