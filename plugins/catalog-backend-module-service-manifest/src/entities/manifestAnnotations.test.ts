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
        {
          docsFolders: ['kubernetes/services/a'],
          settings: {
            ...TEST_SOURCE,
            annotations: [
              'argocd/',
              'backstage.io/',
              'platform.stonegarden.dev/',
            ],
          },
        },
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
    ['incident', 'INC-42, https://status.example/42'],
    ['source-repository', 'https://git.example.com/acme/a'],
  ])(
    'takes the %s of the service, without leave of the source',
    async (name, value) => {
      const key = `platform.stonegarden.dev/${name}`;
      const { find } = await buildFrom({
        'kubernetes/services/a/service.yaml': manifestText(
          'a',
          {},
          { annotations: { [key]: value } },
        ),
      });
      const component = find('Component', 'a');
      expect(component?.metadata.annotations).toMatchObject({ [key]: value });
      expect(component?.spec).not.toHaveProperty('problems');
    },
  );

  it('takes no annotation or label that other plugins trust, and says so where it stands', async () => {
    const keys = [
      'backstage.io/techdocs-ref',
      'backstage.io/kubernetes-id',
      'github.com/project-slug',
      'gitlab.com/project-slug',
      'argocd/app-name',
      'jenkins.io/job-full-name',
      'sonarqube.org/project-key',
      'pagerduty.com/integration-key',
      'any.example/thing',
    ];
    const entries = {
      ...Object.fromEntries(keys.map(key => [key, 'taken-over'])),
      note: 'ours',
      'app.kubernetes.io/part-of': 'shop',
    };
    const build = (annotations?: string[]) =>
      buildFrom(
        {
          'kubernetes/services/a/service.yaml': manifestText(
            'a',
            {},
            { annotations: entries, labels: entries },
          ),
        },
        { settings: { ...TEST_SOURCE, annotations } },
      );
    const { find } = await build();
    const entity = find('Component', 'a');
    expect(JSON.stringify(entity?.metadata)).not.toContain('taken-over');
    const ours = { note: 'ours', 'app.kubernetes.io/part-of': 'shop' };
    expect(entity?.metadata.labels).toEqual(ours);
    expect(entity?.metadata.annotations).toMatchObject({
      ...ours,
      'argocd/app-selector': 'platform.stonegarden.dev/service=a',
    });
    const problems = JSON.parse(JSON.stringify(entity?.spec?.problems ?? []));
    const told = problems.filter(
      ({ code }: { code: string }) => code === 'annotation-not-taken',
    );
    expect(told).toHaveLength(2 * keys.length);
    expect(told[2]).toMatchObject({
      severity: 'warning',
      message: expect.stringContaining('"github.com/project-slug"'),
      file: 'kubernetes/services/a/service.yaml',
      line: 8,
      field: 'metadata.annotations["github.com/project-slug"]',
    });

    const allowed = (await build(['github.com/', 'pagerduty.com/'])).find(
      'Component',
      'a',
    );
    expect(allowed?.metadata.annotations).toMatchObject({
      'github.com/project-slug': 'taken-over',
      'pagerduty.com/integration-key': 'taken-over',
    });
    expect(allowed?.metadata.annotations).not.toHaveProperty([
      'gitlab.com/project-slug',
    ]);
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
