import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
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
    ]);
    expect(actions.every(({ supportsDryRun }) => supportsDryRun)).toBe(true);
  });
});

describe('readGitOpsSettings', () => {
  it('reads what is configured', () => {
    const gitops = {
      root: 'https://git.example.org/acme/platform/tree/main/kubernetes',
      cluster: 'homelab',
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
});
