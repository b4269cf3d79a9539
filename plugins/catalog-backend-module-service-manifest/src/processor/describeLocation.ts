import { dirname, join, normalize } from 'node:path';
import type { ScmIntegrations } from '@backstage/integration';
import {
  BranchAddress,
  type FileAddresses,
  isGitHostKind,
} from '@stonegarden/repository-address';
import { isManifestPath, LAYERS } from '@stonegarden/service-manifest';

/**
 * Where a registered manifest lies, as far as its location tells.
 *
 * @internal
 */
export interface DescribedLocation {
  /** Path of the manifest from the repository's root; of a file, from the folder of its layer. */
  path: string;
  addresses: FileAddresses;
}

/**
 * Reads what the location of one manifest tells.
 *
 * @returns undefined when the location is not that of one `service.yaml`
 * @internal
 */
export function describeLocation(
  location: { type: string; target: string },
  integrations: ScmIntegrations,
): DescribedLocation | undefined {
  const { type, target } = location;
  if (!target.includes('service.yaml') || /[*?]/.test(pathOf(target))) {
    return undefined;
  }
  if (type === 'file') {
    const path = normalize(target).replace(/\\/g, '/');
    return isManifestPath(path)
      ? { path: belowLayer(path), addresses: fileAddresses(target) }
      : undefined;
  }
  return type === 'url' ? describeUrl(target, integrations) : undefined;
}

function describeUrl(
  target: string,
  integrations: ScmIntegrations,
): DescribedLocation | undefined {
  if (!URL.canParse(target)) {
    return undefined;
  }
  const type = integrations.byUrl(target)?.type;
  const kind = isGitHostKind(type) ? type : undefined;
  try {
    const addresses = BranchAddress.parse(target, { kind });
    // What follows the branch in the address is the path.
    const { path } = addresses;
    return isManifestPath(path) ? { path, addresses } : undefined;
  } catch {
    const { pathname } = new URL(target);
    return isManifestPath(pathname)
      ? { path: belowLayer(pathname), addresses: urlAddresses(target) }
      : undefined;
  }
}

function pathOf(target: string): string {
  return URL.canParse(target) ? new URL(target).pathname : target;
}

/** Where nobody tells where the repository begins: from the layer's folder, else from the service's. */
function belowLayer(path: string): string {
  const parts = path.split('/').filter(Boolean);
  const layer = [4, 3].find(count =>
    LAYERS.some(one => one === parts.at(-count)),
  );
  return parts.slice(-(layer ?? 2)).join('/');
}

function fileAddresses(target: string): FileAddresses {
  const folder = join(dirname(target), '/');
  return {
    locationType: 'file',
    fileUrl: () => target,
    folderUrl: () => folder,
  };
}

function urlAddresses(target: string): FileAddresses {
  const folder = new URL('./', target).toString();
  return {
    locationType: 'url',
    fileUrl: () => target,
    folderUrl: () => folder,
  };
}
