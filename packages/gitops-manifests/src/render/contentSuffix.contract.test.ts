import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kustomize } from '@stonegarden/test-utils/kustomize';
import { renderManifests } from './renderManifests';

// kustomize runs as a process of its own, on machines that may be busy
jest.setTimeout(60_000);

const sha256 = (text: string) =>
  createHash('sha256').update(text).digest('hex');

/** A pod with everything that refers to a ConfigMap or a Secret. */
const WORKLOAD = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    spec:
      imagePullSecrets: [{ name: key }]
      initContainers:
        - { name: init, image: web, envFrom: [{ configMapRef: { name: conf } }] }
      containers:
        - name: web
          image: web
          envFrom: [{ secretRef: { name: key } }, { secretRef: { name: other } }]
          env:
            - { name: A, valueFrom: { configMapKeyRef: { name: conf, key: a } } }
            - { name: B, valueFrom: { secretKeyRef: { name: key, key: a } } }
      volumes:
        - { name: conf, configMap: { name: conf } }
        - { name: key, secret: { secretName: key } }
        - name: all
          projected: { sources: [{ configMap: { name: conf } }, { secret: { name: key } }] }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: web }
imagePullSecrets: [{ name: key }]
secrets: [{ name: key }]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec: { tls: [{ hosts: [a], secretName: key }] }
`;

describe('names by content', () => {
  it.each([
    ['plain text', 'literals: [a=b, c=1]'],
    ['what HTML gives a meaning', `literals: ['a=<b>&"', 'c=ü\u2028']`],
    ['no content', ''],
    ['several lines', 'literals: ["a=1\\n2\\n"]'],
    [
      'without a suffix',
      'literals: [a=b]\n    options: { disableNameSuffixHash: true }',
    ],
    [
      'immutable',
      'literals: [a=b]\n    options: { immutable: true, labels: { x: z } }',
    ],
  ])('are those of kustomize: %s', async (_, content) => {
    const files: Record<string, string> = {
      'kustomization.yaml': `namespace: shop
resources: [web.yaml]
configMapGenerator:
  - name: conf
    ${content}
secretGenerator:
  - name: key
    type: example.com/key
    ${content}
`,
      'web.yaml': WORKLOAD,
    };
    const folder = await mkdtemp(join(tmpdir(), 'stonegarden-suffix-'));
    try {
      for (const [path, text] of Object.entries(files)) {
        await writeFile(join(folder, path), text);
      }
      const told = renderManifests(
        '',
        path =>
          path in files ? { kind: 'file', text: files[path] } : 'absent',
        { sha256 },
      );
      const inOrder = (values: unknown[]) =>
        values
          .map(value => JSON.parse(JSON.stringify(value)))
          .sort((a, b) => (a.kind < b.kind ? -1 : 1));
      expect(inOrder(told.kind === 'rendered' ? told.manifests : [])).toEqual(
        inOrder(await kustomize(folder)),
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
