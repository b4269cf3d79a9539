import { renderManifests } from './renderManifests';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - name: web
          image: web:0
          env:
            - { name: A, value: a }
`;

function render(overlay: string, others: Record<string, string> = {}) {
  const files: Record<string, string> = {
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'base/web.yaml': DEPLOYMENT,
    'prod/kustomization.yaml': `resources: [../base]\n${overlay}`,
    ...others,
  };
  return renderManifests('prod', path =>
    path in files ? { kind: 'file', text: files[path] } : 'absent',
  );
}

function rendered(...args: Parameters<typeof render>) {
  const result = render(...args);
  if (result.kind !== 'rendered') {
    throw new Error(JSON.stringify(result));
  }
  return result.manifests;
}

describe('renderManifests', () => {
  it('writes namespace, labels, replicas, images and patches', () => {
    const [manifest] = rendered(`namespace: web-prod
labels:
  - pairs: { env: prod }
    includeTemplates: true
images:
  - { name: web, newTag: "2" }
replicas:
  - { name: web, count: 3 }
patches:
  - target: { kind: Deployment, name: web }
    patch: '[{ op: add, path: /spec/paused, value: true }]'
`);
    expect(manifest).toMatchObject({
      metadata: { name: 'web', namespace: 'web-prod', labels: { env: 'prod' } },
      spec: {
        paused: true,
        replicas: 3,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web', env: 'prod' } },
          spec: { containers: [{ image: 'web:2' }] },
        },
      },
    });
    expect(manifest).not.toHaveProperty('spec.selector.matchLabels.env');
  });

  it('puts common labels into selectors and templates', () => {
    const [manifest] = rendered('commonLabels: { team: a }\n');
    expect(manifest).toMatchObject({
      metadata: { labels: { team: 'a' } },
      spec: {
        selector: { matchLabels: { app: 'web', team: 'a' } },
        template: { metadata: { labels: { app: 'web', team: 'a' } } },
      },
    });
  });

  it('fills what is generated', () => {
    const [, config, secret] = rendered(
      `configMapGenerator:
  - name: web
    literals: [A=1=2, 'B="x"']
    files: [conf.txt, other=conf.txt]
    options: { labels: { x: "1" } }
secretGenerator:
  - name: key
    envs: [key.env]
`,
      { 'prod/conf.txt': 'text\n', 'prod/key.env': '# no\nKEY=schlüssel\n' },
    );
    expect(config).toMatchObject({
      metadata: { name: 'web', labels: { x: '1' } },
      data: { A: '1=2', B: 'x', 'conf.txt': 'text\n', other: 'text\n' },
    });
    expect(secret).toMatchObject({
      type: 'Opaque',
      data: { KEY: Buffer.from('schlüssel').toString('base64') },
    });
  });

  it('moves the accounts of bindings along', () => {
    const [, , binding] = rendered('namespace: n\n', {
      'base/kustomization.yaml': 'resources: [web.yaml, rights.yaml]\n',
      'base/rights.yaml': `apiVersion: v1
kind: ServiceAccount
metadata: { name: web }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web }
subjects:
  - { kind: ServiceAccount, name: web }
  - { kind: ServiceAccount, name: other, namespace: elsewhere }
`,
    });
    expect(binding.subjects).toEqual([
      { kind: 'ServiceAccount', name: 'web', namespace: 'n' },
      { kind: 'ServiceAccount', name: 'other', namespace: 'elsewhere' },
    ]);
  });

  it.each([
    ['namePrefix: x-\n', 'namePrefix'],
    [
      'replacements:\n  - source: { kind: Secret, name: web }\n',
      'replacements',
    ],
    [
      'configMapGenerator:\n  - { name: web, behavior: merge, literals: [A=1] }\n',
      'behavior: merge',
    ],
    [
      `patches:
  - patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec: { template: { spec: { containers: [{ name: web, ports: [{ name: B }] }] } } }
`,
      'merges its lists',
    ],
    [
      `patches:
  - target: { labelSelector: a=b }
    patch: '[{ op: add, path: /spec/paused, value: true }]'
`,
      'what this patch is for',
    ],
  ])('refuses what it cannot tell: %j', (overlay, message) => {
    expect(render(overlay)).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining(message),
    });
  });
});
