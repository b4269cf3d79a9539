import type { ServiceManifest } from '@stonegarden/service-manifest';

/**
 * Path from the repository's root of a file below a service's folder.
 *
 * @internal
 */
export function fileOf(manifest: ServiceManifest, path: string): string {
  const { directory } = manifest.location;
  return directory ? `${directory}/${path}` : path;
}
