import { buildFrom, TEST_SOURCE } from '../__testUtils__/buildFrom';
import { manifestText } from '../__testUtils__/manifestText';

describe('manifestAnnotations', () => {
  it('annotates for other plugins, where the manifest does not do so itself', async () => {
    const built = (annotations: Record<string, string>) =>
      buildFrom(
        {
          'kubernetes/services/a/service.yaml': manifestText(
            'a',
            { monitoring: { alerts: ['prometheus/a.yaml'] } },
            { annotations },
          ),
        },
        { docsFolders: ['kubernetes/services/a'] },
      );
    const { find } = await built({});
    expect(find('Component', 'a')?.metadata.annotations).toMatchObject({
      'argocd/app-selector': 'platform.stonegarden.dev/service=a',
      'backstage.io/techdocs-ref': 'dir:.',
      'grafana/alert-label-selector': 'service=a',
      'prometheus.io/alert': 'all',
      'prometheus.io/labels': 'service=a',
    });
    expect(find('Component', 'a')?.metadata.annotations).not.toHaveProperty([
      'grafana/dashboard-selector',
    ]);

    const own = await built({
      'argocd/app-name': 'mine',
      'backstage.io/techdocs-ref': 'url:https://docs.example.com/',
      'backstage.io/edit-url': 'https://git.example.com/edit',
      'backstage.io/view-url': 'data:text/html,x',
      'backstage.io/source-location': 'url:https://evil.example.com/',
      'platform.stonegarden.dev/source': 'another',
      'platform.stonegarden.dev/manifest-path': '../service.yaml',
    });
    const annotations = own.find('Component', 'a')?.metadata.annotations;
    expect(annotations).toMatchObject({
      'argocd/app-name': 'mine',
      'backstage.io/techdocs-ref': 'url:https://docs.example.com/',
      'backstage.io/edit-url': 'https://git.example.com/edit',
      'backstage.io/source-location':
        'url:https://git.example.com/acme/platform/tree/main/kubernetes/services/a/',
      'platform.stonegarden.dev/source': 'acme',
      'platform.stonegarden.dev/manifest-path':
        'kubernetes/services/a/service.yaml',
    });
    expect(annotations).not.toHaveProperty(['argocd/app-selector']);
    expect(annotations).not.toHaveProperty(['backstage.io/view-url']);
  });

  it.each([
    ['service', 'service=a'],
    [false, undefined],
    [undefined, 'platform.stonegarden.dev/service=a'],
  ] as const)(
    'selects the Applications by the label that they have: %j',
    async (applicationLabel, selector) => {
      const { find } = await buildFrom(
        {
          'kubernetes/services/a/service.yaml': manifestText('a'),
          'kubernetes/services/b/service.yaml':
            'kind: Service\napiVersion: platform.stonegarden.dev/v1alpha1\n',
        },
        { settings: { ...TEST_SOURCE, applicationLabel } },
      );
      const selectorOf = (name: string) =>
        find('Component', name)?.metadata.annotations?.['argocd/app-selector'];
      expect(selectorOf('a')).toBe(selector);
      // Of a manifest that cannot be read, too.
      expect(selectorOf('b')).toBe(selector?.replace(/a$/, 'b'));
    },
  );
});
