import { findHelmFiles } from './findHelmFiles';
import { readHelmRelease } from './helmRelease';

const IMAGE = 'image: {repository: ghcr.io/acme/shop, tag: base}\n';
const own = (tag: string) => `image: {tag: "${tag}"}\n`;

function find(files: Record<string, string>, environment = 'production') {
  return findHelmFiles('shop', environment, path =>
    path in files ? { kind: 'file', text: files[path] } : 'absent',
  );
}

function versions(files: Record<string, string>, environment?: string) {
  const found = find(files, environment);
  if (found.kind !== 'found') {
    return found;
  }
  const release = readHelmRelease(found.environment);
  return release.ok
    ? release.value.images.map(({ name, version }) => `${name}:${version.tag}`)
    : release;
}

const set = (more = '') => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: shop}
spec:
  goTemplate: true
  generators:
    - list:
        elements:
          - {stage: dev, file: one}
          - {stage: production, file: two}
  template:
    metadata: {name: 'shop-{{.stage}}'}
    spec:
      sources:
        - repoURL: https://charts.example
          chart: shop
          targetRevision: 1.0.0
          helm:
            valueFiles: ['$values/shop/base.yaml', '$values/shop/{{.file}}-{{ .stage }}.yaml']
${more}
        - {repoURL: https://git.example/acme/platform, ref: values}
`;

describe('findHelmFiles', () => {
  it.each([
    'environments/production/values.yaml',
    'values-production.yaml',
    'values.production.yaml',
    'values/production.yaml',
    'production/values.yaml',
  ])('takes %s for the environment, over the values beside it', path => {
    const files = { 'shop/values.yaml': IMAGE, [`shop/${path}`]: own('1') };
    expect(versions(files)).toEqual(['ghcr.io/acme/shop:1']);
    expect(find(files)).toMatchObject({
      isStated: false,
      own: [`shop/${path}`],
    });
  });

  it('reads the list of an ApplicationSet, of a chart that is elsewhere', () => {
    const files = {
      'shop/applicationset.yaml': set(),
      'shop/base.yaml': IMAGE,
      'shop/one-dev.yaml': own('2'),
      'shop/two-production.yaml': own('1'),
      'shop/values-production.yaml': own('not this'),
    };
    expect(versions(files)).toEqual(['ghcr.io/acme/shop:1']);
    expect(versions(files, 'dev')).toEqual(['ghcr.io/acme/shop:2']);
    expect(find(files)).toMatchObject({
      isStated: true,
      own: ['shop/two-production.yaml'],
    });
  });

  it('knows what an Application overrides', () => {
    const files = {
      'shop/applicationset.yaml': set(
        '            valuesObject: {image: {tag: "3"}}',
      ),
      'shop/base.yaml': IMAGE,
      'shop/two-production.yaml': own('1'),
    };
    expect(versions(files)).toEqual(['ghcr.io/acme/shop:3']);
  });

  it.each<[string, Record<string, string>, string, string]>([
    [
      'a list that leads elsewhere',
      {
        'shop/application-production.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
spec: {source: {path: shop, helm: {valueFiles: ['https://x.example/v.yaml']}}}
`,
      },
      'shop/application-production.yaml',
      'the values file https://x.example/v.yaml cannot be followed',
    ],
    [
      'what a set fills in from somewhere else',
      { 'shop/applicationset.yaml': set().replace('{{.file}}', '{{.region}}') },
      'shop/applicationset.yaml',
      'cannot be followed',
    ],
    [
      'several sources with values',
      {
        'shop/application-production.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
spec: {sources: [{path: a, helm: {}}, {path: b, helm: {}}]}
`,
      },
      'shop/application-production.yaml',
      'several sources of Helm',
    ],
    [
      'a file that is listed and not there',
      {
        'shop/applicationset.yaml': set(),
        'shop/two-production.yaml': own('1'),
      },
      'shop/applicationset.yaml',
      'the values file shop/base.yaml is named here, and is not in this repository',
    ],
    [
      'two files that may both be meant',
      {
        'shop/Chart.yaml': 'name: shop\n',
        'shop/values-production.yaml': own('1'),
        'shop/values/production.yaml': own('2'),
      },
      'shop/values/production.yaml',
      'may all be the values of production',
    ],
    [
      'settings that cannot be read',
      {
        'shop/service.yaml':
          'spec:\n  release:\n    helm:\n      valueFiles: [/etc/passwd]\n',
      },
      'shop/service.yaml',
      '`spec.release.helm` cannot be read: write the path of a values file',
    ],
    [
      'a chart that is not there',
      {
        'shop/service.yaml': 'spec: {release: {helm: {chart: ../chart}}}\n',
      },
      'shop/service.yaml',
      'spec.release.helm.chart leads to chart, where no Chart.yaml is',
    ],
    [
      'a list that leaves the repository',
      {
        'shop/service.yaml':
          'spec: {release: {helm: {valueFiles: [../../x.yaml]}}}\n',
      },
      'shop/service.yaml',
      'leads out of the repository',
    ],
    [
      "another service's file",
      {
        'shop/service.yaml':
          "spec: {release: {helm: {valueFiles: ['../cart/values-{environment}.yaml']}}}\n",
        'cart/values-production.yaml': own('1'),
      },
      'shop/service.yaml',
      'is not in the folder of the service, so that no version may be written there',
    ],
  ])('refuses %s', (_name, files, file, message) => {
    expect(find(files)).toMatchObject({
      kind: 'refused',
      at: { file },
      message: expect.stringContaining(message),
    });
  });

  it("reads another service's values that an Application lists, and takes them for shared", () => {
    const found = find({
      'shop/application-production.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
spec: {source: {path: shop, helm: {valueFiles: [values-production.yaml, ../cart/values-production.yaml]}}}
`,
      'shop/values-production.yaml': own('1'),
      'cart/values-production.yaml': own('2'),
    });
    expect(found).toMatchObject({ own: ['shop/values-production.yaml'] });
  });

  it('takes no shared values for those of an environment that folders above are named after', () => {
    const files: Record<string, string> = {
      'k8s/live/shop/application-live.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
spec: {source: {path: k8s/live/shop, helm: {valueFiles: [common.yaml, values-live.yaml]}}}
`,
      'k8s/live/shop/common.yaml': IMAGE,
      'k8s/live/shop/values-live.yaml': own('1'),
    };
    const lookup = (path: string) =>
      path in files ? ({ kind: 'file', text: files[path] } as const) : 'absent';
    expect(findHelmFiles('k8s/live/shop', 'live', lookup)).toMatchObject({
      own: ['k8s/live/shop/values-live.yaml'],
    });
    delete files['k8s/live/shop/application-live.yaml'];
    files[
      'k8s/live/shop/live/application.yaml'
    ] = `apiVersion: argoproj.io/v1alpha1
kind: Application
spec: {source: {path: k8s/live/shop, helm: {valueFiles: [common.yaml]}}}
`;
    delete files['k8s/live/shop/values-live.yaml'];
    expect(findHelmFiles('k8s/live/shop', 'live', lookup)).toMatchObject({
      kind: 'absent',
    });
  });

  it('follows no links', () => {
    const found = findHelmFiles('shop', 'production', path =>
      path === 'shop/values-production.yaml'
        ? { kind: 'link', target: '../x.yaml' }
        : 'absent',
    );
    expect(found).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('is a symbolic link to ../x.yaml'),
    });
  });

  it('says what it looked for, and what it has to look at', () => {
    expect(find({})).toMatchObject({ kind: 'absent', isStated: false });
    expect(find({ 'shop/Chart.yaml': 'name: shop\n' })).toMatchObject({
      kind: 'absent',
      isStated: true,
      lookedFor: expect.arrayContaining(['shop/values-production.yaml']),
    });
    const found = findHelmFiles('shop', 'production', () => 'unread');
    expect(found.kind === 'unread' && found.paths).toContain(
      'shop/service.yaml',
    );
  });

  it('takes a chart of the environment for its own', () => {
    const files = {
      'shop/environments/production/Chart.yaml': 'name: shop\n',
      'shop/environments/production/values.yaml': IMAGE,
    };
    expect(find(files)).toMatchObject({
      own: ['shop/environments/production/values.yaml'],
      isStated: true,
    });
  });
});
