import { ANNOTATION_LOCATION, type Entity } from '@backstage/catalog-model';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import { BranchAddress, isGitHostKind } from '@stonegarden/repository-address';
import { MANIFEST_PATH_ANNOTATION } from '@stonegarden/service-manifest';
import { safeContactUrl } from './safeContactUrl';

/**
 * Address of a file in the repository that an entity came from, at a line as its Git host writes it; undefined when
 * the entity came from no address that a person can open.
 *
 * @param path - from the repository's root
 * @param line - counted from 1
 * @internal
 */
export function sourceUrl(
  integrations: ScmIntegrationRegistry,
  entity: Entity,
  path: string,
  line?: number,
): string | undefined {
  const location = entity.metadata.annotations?.[ANNOTATION_LOCATION];
  if (!path || !location?.startsWith('url:')) return undefined;
  const base = location.slice('url:'.length);
  try {
    const type = integrations.byUrl(base)?.type;
    const address = BranchAddress.parse(base, {
      kind: isGitHostKind(type) ? type : undefined,
    });
    return safeContactUrl(
      address.fileUrl(restOfBranch(address, entity) + path, line),
    );
  } catch {
    return undefined;
  }
}

/**
 * What an address has between the first part of the branch's name and the root of the repository: a branch may have
 * slashes in its name, and only the path of the manifest tells where the name ends. With a slash at the end, or empty.
 */
function restOfBranch(address: BranchAddress, entity: Entity): string {
  const manifest = entity.metadata.annotations?.[MANIFEST_PATH_ANNOTATION];
  return manifest && address.path.endsWith(`/${manifest}`)
    ? address.path.slice(0, -manifest.length)
    : '';
}
