import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * A service manifest; dev syncs by itself, the others wait for a person.
 */
export function manifestText(
  name: string,
  options: {
    environments?: string[];
    team?: string;
    dependencies?: string[];
  } = {},
): string {
  const {
    environments = ['dev', 'production'],
    team = 'product',
    dependencies,
  } = options;
  return [
    'apiVersion: platform.stonegarden.dev/v1alpha1',
    'kind: Service',
    'metadata:',
    `  name: ${name}`,
    'spec:',
    '  owner:',
    `    team: ${team}`,
    '  environments:',
    ...environments.flatMap(environment => [
      `    - name: ${environment}`,
      '      cluster: homelab',
      `      namespace: ${name}-${environment}`,
      `      autoSync: ${environment === 'dev'}`,
    ]),
    ...(dependencies
      ? ['  dependencies:', ...dependencies.map(it => `    - ${it}`)]
      : []),
    '',
  ].join('\n');
}

/** A Deployment with one container. */
export function deploymentText(name: string, image: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  template:
    spec:
      containers:
        - name: ${name}
          image: ${image}
`;
}

/** An overlay on `../base` that sets the tag of one image. */
export function overlayText(image: string, tag: string): string {
  return `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ../base
images:
  - name: ${image}
    newTag: "${tag}"
`;
}

/** All files of a service below `folder`, with one tag per environment. */
export function serviceFiles(
  folder: string,
  name: string,
  tags: Record<string, string>,
): Record<string, string> {
  const image = `ghcr.io/acme/${name}`;
  return {
    [`${folder}/service.yaml`]: manifestText(name, {
      environments: Object.keys(tags),
    }),
    [`${folder}/environments/base/kustomization.yaml`]:
      'resources:\n  - deployment.yaml\n',
    [`${folder}/environments/base/deployment.yaml`]: deploymentText(
      name,
      `${image}:0.0.0`,
    ),
    ...Object.fromEntries(
      Object.entries(tags).map(([environment, tag]) => [
        `${folder}/environments/${environment}/kustomization.yaml`,
        overlayText(image, tag),
      ]),
    ),
  };
}

/** Two services: `web` with dev and production, `queue` with production only. */
export const SMALL_SEED: Record<string, string> = {
  'README.md': '# Homelab\n\nA *small* one.\n',
  ...serviceFiles('kubernetes/services/web', 'web', {
    dev: '1.1.0',
    production: '1.0.0',
  }),
  ...serviceFiles('kubernetes/platform/messaging/queue', 'queue', {
    production: '3.0.0',
  }),
};

/** A folder for one test, and how to remove it. */
export async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'stonegarden-test-'));
  return {
    path,
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** Writes files below a folder. */
export async function writeFiles(
  folder: string,
  files: Record<string, string>,
): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const full = join(folder, path);
    await mkdir(dirname(full), { recursive: true });
    await writeFile(full, text);
  }
}
