import { createMockDirectory } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { parseServiceManifest } from '@stonegarden/service-manifest';
import { parse } from 'yaml';
import { serviceEntity } from '../__testUtils__/catalog';
import { PEOPLE, proposeDeps } from '../__testUtils__/proposeDeps';
import type { ProposeServiceInput } from '../proposal/ProposeServiceInput';
import type { GitOpsSettings } from '../gitOpsSettings';
import { createProposeServiceAction } from './createProposeServiceAction';
import { examples } from './proposeService.examples';

const root = 'https://git.example.org/acme/platform/tree/main/kubernetes';

const shop: ProposeServiceInput = {
  name: 'shop',
  description: 'Where people buy stones',
  owner: 'group:default/product',
  image: 'ghcr.io/acme/shop:1.2.3',
  port: 8080,
  environments: [
    { name: 'dev', namespace: '', autoSync: true },
    { name: 'staging', namespace: '' },
    { name: 'production', replicas: 3 },
  ],
  dependencies: ['component:default/kafka'],
  sla: { availability: '99.9%', latency: '' },
};

const workspace = createMockDirectory();

function setUp(
  options: {
    input?: Partial<ProposeServiceInput>;
    host?: FakeGitHost;
    more?: Entity[];
    settings?: Partial<GitOpsSettings>;
    result?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
    email?: string;
  } = {},
) {
  const host = options.host ?? new FakeGitHost({});
  const hosts = host.hosts;
  const committed = jest.spyOn(host.pullRequests, 'commit');
  const deps = proposeDeps(options);
  const action = createProposeServiceAction({
    ...deps,
    hosts,
    settings: { root, platform: {}, ...options.settings },
  });
  const context = createMockActionContext({
    input: { ...shop, ...options.input },
    user: {
      ref: 'user:default/anna',
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: {
          name: 'anna',
          namespace: 'default',
          annotations: {
            'backstage.io/managed-by-origin-location': `url:${PEOPLE}`,
          },
        },
        spec: {
          profile: { displayName: 'Anna Stein', email: options.email },
          memberOf: ['product'],
        },
      },
    },
    workspacePath: workspace.path,
  });
  const changes = () => committed.mock.calls.map(([change]) => change);
  return { ...deps, host, hosts, changes, action, context };
}

describe('delivery:service:propose', () => {
  it('opens one pull request with all files of the service', async () => {
    const { host, changes, action, context } = setUp({
      email: 'anna@example.org',
    });
    await action.handler(context);

    expect(changes()).toHaveLength(1);
    const [change] = changes();
    expect(change).toMatchObject({
      title: 'Add service shop',
      parent: await host.reader.head('main'),
      author: { name: 'Anna Stein', email: 'anna@example.org' },
      trailers: {
        'Stonegarden-Service': 'shop',
        'Stonegarden-Requested-By': 'user:default/anna',
      },
    });
    const paths = change.edits.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'kubernetes/services/shop/service.yaml',
        'kubernetes/services/shop/environments/base/kustomization.yaml',
        'kubernetes/services/shop/environments/dev/kustomization.yaml',
        'kubernetes/services/shop/environments/staging/kustomization.yaml',
        'kubernetes/services/shop/environments/production/kustomization.yaml',
      ]),
    );
    expect(context.output).toHaveBeenCalledWith(
      'pullRequestUrl',
      'https://git.example/acme/platform/pull/1',
    );
    expect(context.output).toHaveBeenCalledWith('pullRequestNumber', 1);
    expect(context.output).toHaveBeenCalledWith(
      'branch',
      'stonegarden/new-service/shop',
    );
    expect(context.output).toHaveBeenCalledWith(
      'entityRef',
      'component:default/shop',
    );
    expect(context.output).toHaveBeenCalledWith('files', paths);
  });

  it('writes owner, contact and dependencies as the catalog knows them', async () => {
    const { changes, action, context } = setUp({
      settings: { cluster: 'homelab' },
    });
    await action.handler(context);
    const [{ path, content }] = changes()[0].edits;
    expect(parseServiceManifest(content ?? '', { path })).toMatchObject({
      diagnostics: [],
      manifest: {
        owner: { team: 'product', email: 'product@example.org' },
        environments: [
          { name: 'dev', cluster: 'homelab', namespace: 'shop-dev' },
          { name: 'staging', cluster: 'homelab', namespace: 'shop-staging' },
          { name: 'production', cluster: 'homelab', namespace: 'shop' },
        ],
        dependencies: [{ ref: 'kafka' }],
        sla: { availability: { text: '99.9%' } },
      },
    });
    const policy = changes()[0].edits.find(edit =>
      edit.path.endsWith('networkpolicy.yaml'),
    );
    expect(parse(policy?.content ?? '').spec.egress).toEqual([
      {
        to: [
          {
            namespaceSelector: {
              matchExpressions: [
                expect.objectContaining({ values: ['kafka', 'kafka-dev'] }),
              ],
            },
          },
        ],
      },
    ]);
  });

  it('describes in the pull request what will happen', async () => {
    const { host, action, context } = setUp({
      input: { description: 'First line\n# not a heading' },
    });
    await action.handler(context);
    expect(host.pulls[0].body).toMatchSnapshot();
  });

  it('names no author when the user has no e-mail address', async () => {
    const { changes, action, context } = setUp();
    await action.handler(context);
    expect(changes()[0].author).toBeUndefined();
  });

  it('finds the same pull request when asked twice', async () => {
    const host = new FakeGitHost({});
    const first = setUp({ host });
    await first.action.handler(first.context);
    const second = setUp({ host, input: { description: 'Another text' } });
    await second.action.handler(second.context);
    expect(host.pulls).toHaveLength(1);
    expect(second.context.output).toHaveBeenCalledWith(
      'afterMerge',
      expect.stringMatching(/^Pull request #1 was open already/),
    );
    expect(second.context.output).toHaveBeenCalledWith(
      'pullRequestUrl',
      'https://git.example/acme/platform/pull/1',
    );
  });

  it('says in which files the pull request differs that is open already', async () => {
    const host = new FakeGitHost({});
    const first = setUp({ host });
    await first.action.handler(first.context);
    const path = 'kubernetes/services/shop/service.yaml';
    host.push('stonegarden/new-service/shop', [{ path, content: 'theirs' }]);
    const again = setUp({ host });
    await again.action.handler(again.context);
    expect(again.context.output).toHaveBeenCalledWith(
      'afterMerge',
      expect.stringContaining(
        `was open already and stays as it is, with other contents than this form makes in ${path}.`,
      ),
    );
  });

  it('leaves a branch alone that holds commits of others, and says so', async () => {
    const host = new FakeGitHost({});
    const branch = 'stonegarden/new-service/shop';
    const first = setUp({ host });
    await first.action.handler(first.context);
    const theirs = host.push(branch, [{ path: 'x', content: 'theirs' }]);
    host.close(1);

    const second = setUp({ host });
    await second.action.handler(second.context);
    expect(host.branches.get(branch)).toBe(theirs);
    expect(host.pulls[1]).toMatchObject({
      branch: `${branch}-2`,
      body: expect.stringContaining(`The branch \`${branch}\` holds other`),
    });
    expect(second.context.output).toHaveBeenCalledWith('branch', `${branch}-2`);

    const third = setUp({ host });
    await third.action.handler(third.context);
    expect(host.pulls).toHaveLength(2);
    expect(third.context.output).toHaveBeenCalledWith('pullRequestNumber', 2);
  });

  it('does not take a pull request into another branch for its own', async () => {
    const host = new FakeGitHost({});
    host.pushBranch('old', { a: '1' });
    const first = setUp({ host });
    await first.action.handler(first.context);
    host.pulls[0].baseBranch = 'old';
    const second = setUp({ host });
    await second.action.handler(second.context);
    expect(host.pulls[1]).toMatchObject({ state: 'open', baseBranch: 'main' });
  });

  it('opens a new one when the first was closed', async () => {
    const host = new FakeGitHost({});
    const first = setUp({ host });
    await first.action.handler(first.context);
    await host.pullRequests.close(1, 'Not now');
    const second = setUp({ host });
    await second.action.handler(second.context);
    expect(second.context.output).toHaveBeenCalledWith('pullRequestNumber', 2);
  });

  it('writes nothing to the host in a dry run, and all files to the workspace', async () => {
    const { changes, action, context } = setUp();
    await action.handler({ ...context, isDryRun: true });
    expect(changes()).toEqual([]);
    expect(
      workspace.content({ path: 'kubernetes/services/shop' }),
    ).toMatchObject({
      'service.yaml': expect.stringContaining('name: shop'),
      environments: { dev: { 'kustomization.yaml': expect.any(String) } },
    });
    expect(context.output).not.toHaveBeenCalledWith(
      'pullRequestUrl',
      expect.anything(),
    );
  });

  it('takes the repository of the input before the configured one', async () => {
    const { hosts, action, context } = setUp({
      input: {
        repositoryUrl:
          'https://git.example.org/acme/other/tree/main/kubernetes',
      },
    });
    const resolve = jest.spyOn(hosts, 'resolve');
    await action.handler(context);
    expect(resolve).toHaveBeenCalledWith(
      'https://git.example.org/acme/other/tree/main/kubernetes',
    );
  });

  it('names the schema that editors check the manifest with', async () => {
    const schemaUrl = 'https://portal.example.org/schema.json';
    const { changes, action, context } = setUp({ settings: { schemaUrl } });
    await action.handler(context);
    expect(changes()[0].edits[0].content).toMatch(
      /^# yaml-language-server: \$schema=https:\/\/portal.example.org\/schema.json\napiVersion: /,
    );
  });

  it('says so when no repository is known', async () => {
    const { action, context } = setUp({ settings: { root: undefined } });
    await expect(action.handler(context)).rejects.toThrow(
      'No repository to write to: set delivery.gitops.root',
    );
  });

  it('names all that is wrong, before it writes anything', async () => {
    const { changes, action, context } = setUp({
      input: {
        name: 'Shop!',
        owner: 'group:default/nobody',
        image: 'ghcr.io/acme/shop',
        environments: [{ name: 'dev' }, { name: 'dev' }],
        dependencies: ['component:default/nothing', 'website'],
        sla: { latency: 'fast' },
      },
    });
    const error = await action.handler(context).catch(each => each);
    expect(error).toMatchObject({ name: 'InputError' });
    expect(error.message).toMatchSnapshot();
    expect(error.stack).toBe(error.message);
    expect(changes()).toEqual([]);
  });

  it.each([
    ['ghcr.io/acme/shop', '`ghcr.io/acme/shop` has no tag: write'],
    ['ghcr.io/acme/shop:latest', 'nobody could promote it'],
  ])('refuses the image %s', async (image, message) => {
    const { action, context } = setUp({ input: { image } });
    await expect(action.handler(context)).rejects.toThrow(message);
  });

  it('refuses a person as the owner', async () => {
    const { action, context } = setUp({
      input: { owner: 'user:default/anna' },
    });
    await expect(action.handler(context)).rejects.toThrow(
      '`user:default/anna` is a user: a service belongs to a team, choose a group',
    );
  });

  it('refuses a name that the catalog knows', async () => {
    const { action, context } = setUp({ input: { name: 'kafka' } });
    const error = await action.handler(context).catch(each => each);
    expect(error).toMatchObject({
      name: 'ConflictError',
      message:
        'A service named kafka exists already (kubernetes/platform/messaging/kafka/service.yaml, owned by platform). Choose another name.',
    });
  });

  it.each([
    [
      'kubernetes/infra/network/shop/service.yaml',
      'apiVersion: platform.stonegarden.dev/v1alpha1\nkind: Service\nmetadata: {name: shop}\nspec: {owner: {team: sre}, environments: [{name: dev, namespace: shop}]}\n',
      '(kubernetes/infra/network/shop/service.yaml, owned by sre)',
    ],
    [
      'kubernetes/services/shop/service.yaml',
      'broken: [',
      '(kubernetes/services/shop/service.yaml)',
    ],
    [
      'kubernetes/services/shop/environments/dev/kustomization.yaml',
      '',
      '(kubernetes/services/shop)',
    ],
  ])(
    'refuses a name that only the repository knows: %s',
    async (path, content, where) => {
      const { changes, action, context } = setUp({
        host: new FakeGitHost({ [path]: content }),
      });
      await expect(action.handler(context)).rejects.toThrow(
        `A service named shop exists already ${where}. Choose another name.`,
      );
      expect(changes()).toEqual([]);
    },
  );

  it('refuses an environment whose application another service has', async () => {
    const { action, context } = setUp({
      input: { name: 'kafka-eu', environments: [{ name: 'dev' }] },
      more: [serviceEntity('kafka-eu-west', 'x', []), serviceEntity('a', 'x')],
    });
    await expect(action.handler(context)).resolves.toBeUndefined();
    const taken = setUp({
      input: { name: 'shop', environments: [{ name: 'eu-dev' }] },
      more: [serviceEntity('shop-eu', 'x', ['dev'])],
    });
    await expect(taken.action.handler(taken.context)).rejects.toThrow(
      'Environment dev of service shop-eu has an Argo CD application named shop-eu-dev already.',
    );
  });

  it('says so when the host does not answer', async () => {
    const { host, action, context } = setUp();
    host.down = true;
    await expect(action.handler(context)).rejects.toThrow(
      'The Git host does not answer.',
    );
  });

  it.each(examples.map(({ description, example }) => [description, example]))(
    'has an example that works: %s',
    async (_, example) => {
      const { input } = parse(example).steps[0];
      const { changes, action, context } = setUp();
      await action.handler({
        ...context,
        input,
      });
      expect(changes()).toHaveLength(1);
    },
  );
});
