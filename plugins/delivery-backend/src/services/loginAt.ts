import { ANNOTATION_LOCATION, type Entity } from '@backstage/catalog-model';

/** Backstage's providers for GitHub write it for every installation, GitHub Enterprise Server too. */
const GITHUB_LOGIN = 'github.com/user-login';

/** The annotations of a User that may name their account at a Git host. */
export function loginAnnotations(host: string): string[] {
  return [...new Set([`${host}/user-login`, GITHUB_LOGIN])];
}

/** The host of the page that an entity was read from; undefined where it is from a file or a directory service. */
function hostOfLocation(location: string): string | undefined {
  const target = location.slice(location.indexOf(':') + 1);
  return /^https?:/i.test(target) && URL.canParse(target)
    ? new URL(target).host
    : undefined;
}

/**
 * The account that a User has at a Git host; undefined where that is not known. An account of another host is somebody else's,
 * though it may have the same name: `github.com/user-login` is of the host that the User was read from, or of github.com where it
 * was read from no page.
 *
 * @param host - as in `RepositoryAddress.host`
 */
export function loginAt(
  { metadata: { annotations = {} } }: Entity,
  host: string,
): string | undefined {
  const own = annotations[`${host}/user-login`];
  if (own !== undefined && host !== 'github.com') {
    return own;
  }
  const location = annotations[ANNOTATION_LOCATION];
  return location !== undefined &&
    (hostOfLocation(location) ?? 'github.com') === host
    ? annotations[GITHUB_LOGIN]
    : undefined;
}
