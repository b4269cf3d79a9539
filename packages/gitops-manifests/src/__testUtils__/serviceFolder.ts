import {
  parseServiceManifest,
  type ServiceManifest,
} from '@stonegarden/service-manifest';
import { isServiceFolderFile } from '../checks/isServiceFolderFile';
import type { ServiceFolder } from '../checks/ServiceFolder';

/** The folder of a service as a reader of repositories hands it over, from all files below it. */
export function folderOf(files: Record<string, string>): ServiceFolder {
  const wanted = Object.entries(files).filter(([path]) =>
    isServiceFolderFile(path),
  );
  const directories = Object.keys(files).flatMap(
    path => /^environments\/([^/]+)\//.exec(path)?.[1] ?? [],
  );
  return { files: new Map(wanted), directories: [...new Set(directories)] };
}

/** A manifest of a service `shop` with these environments, each a YAML list item without its dash. */
export function shop(...environments: string[]): ServiceManifest {
  const text = [
    'apiVersion: platform.stonegarden.dev/v1alpha1',
    'kind: Service',
    'metadata:',
    '  name: shop',
    'spec:',
    '  owner:',
    '    team: product',
    '  environments:',
    ...environments.map(one => `    - ${one.split('\n').join('\n      ')}`),
    '',
  ].join('\n');
  const path = 'kubernetes/services/shop/service.yaml';
  const result = parseServiceManifest(text, { path });
  if (result.kind !== 'manifest') {
    throw new Error(JSON.stringify(result));
  }
  return result.manifest;
}
