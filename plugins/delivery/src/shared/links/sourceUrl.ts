import { ANNOTATION_LOCATION, type Entity } from '@backstage/catalog-model';
import {
  replaceGithubUrlType,
  replaceGitLabUrlType,
  type ScmIntegrationRegistry,
} from '@backstage/integration';
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
  const integration = integrations.byUrl(base);
  try {
    const resolved = integrations.resolveUrl({
      base,
      url: addressOf(path, entity),
      lineNumber: line,
    });
    // The library answers with addresses of folders, where the host would not show lines.
    switch (integration?.type) {
      case 'github':
        return safeContactUrl(replaceGithubUrlType(resolved, 'blob'));
      case 'gitlab':
        return safeContactUrl(replaceGitLabUrlType(resolved, 'blob'));
      default:
        return safeContactUrl(resolved);
    }
  } catch {
    return undefined;
  }
}

/** From the manifest where there is one: the way up from it is right on every host, "the root" is not. */
function addressOf(path: string, entity: Entity): string {
  const encoded = path.replace(/[%?#\\]/g, encodeURIComponent);
  const manifest = entity.metadata.annotations?.[MANIFEST_PATH_ANNOTATION];
  if (!manifest) return `/${encoded}`;
  const up = '../'.repeat(manifest.split('/').length - 1);
  return `${up || './'}${encoded}`;
}
