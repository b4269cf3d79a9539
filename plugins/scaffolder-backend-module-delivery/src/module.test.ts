import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DEFAULT_RESERVED_NAMESPACES } from '@stonegarden/service-manifest';
import { parse } from 'yaml';
import { readGitOpsSettings } from './gitOpsSettings';
import { scaffolderModuleDelivery } from './module';

describe('scaffolderModuleDelivery', () => {
  it('adds both actions', async () => {
    const actions: Array<{ id: string; supportsDryRun?: boolean }> = [];
    await startTestBackend({
      extensionPoints: [
        [
          scaffolderActionsExtensionPoint,
          { addActions: (...added) => actions.push(...added) },
        ],
      ],
      features: [
        scaffolderModuleDelivery,
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory({
          data: {
            integrations: { github: [{ host: 'git.example.org' }] },
          },
        }),
      ],
    });
    expect(actions.map(({ id }) => id)).toEqual([
      'delivery:service:propose',
      'delivery:promotion:open',
      'delivery:rollback:open',
    ]);
    expect(actions.every(({ supportsDryRun }) => supportsDryRun)).toBe(true);
  });
});

describe('readGitOpsSettings', () => {
  it('reads what is configured', () => {
    const gitops = {
      root: 'https://git.example.org/acme/platform/tree/main/kubernetes',
      cluster: 'homelab',
      reservedNamespaces: ['kube-*'],
      apiGroup: 'platform.example.org',
      platform: { prometheusUrl: 'http://prometheus:9090' },
    };
    const backend = { baseUrl: 'https://portal.example.org/' };
    const config = mockServices.rootConfig({
      data: { backend, delivery: { gitops } },
    });
    expect(readGitOpsSettings(config)).toEqual({
      ...gitops,
      schemaUrl:
        'https://portal.example.org/api/delivery/schemas/service.v1alpha1.json',
    });
  });

  it('does without any configuration', () => {
    expect(readGitOpsSettings(mockServices.rootConfig())).toEqual({
      platform: {},
    });
  });

  it('has the README name the namespaces that are reserved', () => {
    const readme = readFileSync(resolve(__dirname, '../README.md'), 'utf8');
    const [, example] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? [];
    expect(parse(example).delivery.gitops.reservedNamespaces).toEqual(
      DEFAULT_RESERVED_NAMESPACES,
    );
  });
});
