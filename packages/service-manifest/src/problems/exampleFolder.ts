import { exampleManifest } from './exampleManifest';

const FOLDER = 'kubernetes/services/shelf';

/**
 * A file in the folder of the service that examples are about.
 *
 * @param path - below that folder
 * @internal
 */
export function folderFile(path: string, text: string): string {
  return `# ${FOLDER}/${path}\n${text}`;
}

/**
 * Its service.yaml.
 *
 * @internal
 */
export function manifestFile(
  parts?: Parameters<typeof exampleManifest>[0],
): string {
  return folderFile('service.yaml', exampleManifest(parts));
}

/**
 * The kustomization of an environment, or of what they share.
 *
 * @internal
 */
export function kustomization(
  environment: 'base' | 'dev' | 'production',
  text: string,
): string {
  return folderFile(`environments/${environment}/kustomization.yaml`, text);
}

/**
 * The base with one resource.
 *
 * @param more - further lines of its kustomization
 * @internal
 */
export function base(resource: string, more: string = ''): string {
  return kustomization('base', `resources:\n  - ${resource}\n${more}`);
}

/**
 * Dev and production on that base, each with its namespace.
 *
 * @internal
 */
export const DEV = kustomization(
  'dev',
  'namespace: shelf-dev\nresources:\n  - ../base\n',
);
/** @internal */
export const PRODUCTION = kustomization(
  'production',
  'namespace: shelf\nresources:\n  - ../base\n',
);

/**
 * A Deployment of one container in the base.
 *
 * @param container - further lines of the container
 * @internal
 */
export function deployment(
  image: string = 'ghcr.io/acme/shelf:1.2.0',
  container: string = '',
): string {
  return folderFile(
    'environments/base/deployment.yaml',
    `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shelf
spec:
  template:
    spec:
      containers:
        - name: shelf
          image: ${image}
${container}`,
  );
}
