import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kustomize } from '@stonegarden/test-utils/kustomize';
import { renderManifests } from './renderManifests';

// kustomize runs as a process of its own, on machines that may be busy
jest.setTimeout(60_000);

const WORKLOAD = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    spec:
      containers:
        - name: web
          image: web:0
          args: [a, b]
          env:
            - { name: A, value: a }
            - { name: B, valueFrom: { secretKeyRef: { name: s, key: k } } }
            - { name: C, value: c }
          envFrom: [{ configMapRef: { name: one } }]
          volumeMounts:
            - { name: data, mountPath: /data }
            - { name: conf, mountPath: /conf, readOnly: true }
        - { name: log, image: log:0 }
      tolerations: [{ key: a, operator: Exists }]
      volumes: [{ name: data, emptyDir: {} }, { name: conf, configMap: { name: conf } }]
`;

const container = (text: string) =>
  `spec: { template: { spec: { containers: [{ name: web, ${text} }] } } }`;

describe('a strategic merge patch', () => {
  it.each([
    container('env: [{ name: B, value: b, valueFrom: null }]'),
    container('env: [{ name: D, value: d }, { name: A, value: x }]'),
    container('env: [{ name: A, $patch: delete }]'),
    container('env: [{ $patch: replace }, { name: Z, value: z }]'),
    container('env: null'),
    container('volumeMounts: [{ name: other, mountPath: /data }]'),
    container('volumeMounts: [{ name: more, mountPath: /more, subPath: x }]'),
    container('envFrom: [{ secretRef: { name: two } }]'),
    container('args: [c], resources: { limits: { cpu: "1" } }'),
    'spec: { template: { spec: { tolerations: [{ key: b, operator: Exists }] } } }',
    'spec: { template: { spec: { volumes: [{ name: data, emptyDir: null, persistentVolumeClaim: { claimName: d } }] } } }',
    'spec: { template: { spec: { initContainers: [{ name: i, image: i, env: [{ name: A, value: a }] }] } } }',
  ])('does what kustomize does: %s', async spec => {
    const files: Record<string, string> = {
      'kustomization.yaml':
        'resources: [web.yaml]\npatches:\n  - path: patch.yaml\n',
      'web.yaml': WORKLOAD,
      'patch.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\n${spec}\n`,
    };
    const folder = await mkdtemp(join(tmpdir(), 'stonegarden-merge-'));
    try {
      for (const [path, text] of Object.entries(files)) {
        await writeFile(join(folder, path), text);
      }
      const told = renderManifests('', path =>
        path in files ? { kind: 'file', text: files[path] } : 'absent',
      );
      expect(told).toMatchObject({ kind: 'rendered' });
      expect(told.kind === 'rendered' && told.manifests).toEqual(
        await kustomize(folder),
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
