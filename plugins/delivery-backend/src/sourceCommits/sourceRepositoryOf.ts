import { RepositoryAddress } from '@stonegarden/repository-address';
import { SOURCE_REPOSITORY_ANNOTATION } from '@stonegarden/service-manifest';
import { type ResolvedService, sourceUrlOf } from '../services/ServiceResolver';

/** `owner/name` at the host of the service's own repository. */
const SHORT = /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/;

/** `host/owner` in lower case, which hosts take either way. */
function ownerKey({
  host,
  owner,
}: Pick<RepositoryAddress, 'host' | 'owner'>): string {
  return `${host}/${owner}`.toLocaleLowerCase('en-US');
}

/**
 * The repository that a service's annotation names as its source. Undefined without one. A service.yaml is written by people who may
 * read less than the portal's token, so that it names repositories of the owner only that its own repository belongs to, and of those
 * that app-config allows.
 */
export function sourceRepositoryOf(
  service: ResolvedService,
  /** More owners: `github.com/acme`. */
  allowed: readonly string[],
): RepositoryAddress | 'address' | 'owner' | undefined {
  const text =
    service.entity.metadata.annotations?.[SOURCE_REPOSITORY_ANNOTATION];
  if (text === undefined) {
    return undefined;
  }
  try {
    const own = RepositoryAddress.parse(sourceUrlOf(service));
    const repository = RepositoryAddress.parse(
      SHORT.test(text) ? new URL(`/${text}`, own.url).href : text,
    );
    if (repository.path) {
      return 'address';
    }
    const key = ownerKey(repository);
    return key === ownerKey(own) ||
      allowed.some(each => each.toLocaleLowerCase('en-US') === key)
      ? repository
      : 'owner';
  } catch {
    return 'address';
  }
}
