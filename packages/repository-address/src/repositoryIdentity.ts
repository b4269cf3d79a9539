import gitUrlParse from 'git-url-parse';

/**
 * Which repository an address is about, for comparing addresses of different forms: web and clone addresses, old and
 * new names of a host. In lower case, since hosts take either; without the scheme.
 *
 * @public
 */
export interface RepositoryIdentity {
  /** With the port, where the address has one and is not one of SSH. */
  host: string;
  /** `owner/name`, with all groups. */
  fullName: string;
}

/**
 * Reads a web or clone address of a repository.
 *
 * @returns undefined for anything else
 * @public
 */
export function repositoryIdentity(
  address: string,
): RepositoryIdentity | undefined {
  try {
    const {
      protocol,
      resource,
      port,
      full_name: fullName,
    } = gitUrlParse(address);
    if (!resource || !fullName) {
      return undefined;
    }
    // The port of SSH says nothing about that of the pages.
    const host = port && protocol !== 'ssh' ? `${resource}:${port}` : resource;
    return azureIdentity(lower(host), lower(fullName));
  } catch {
    return undefined;
  }
}

/** Azure DevOps writes one repository in several ways: old and new host, with and without what is the default. */
function azureIdentity(host: string, fullName: string): RepositoryIdentity {
  const [, place, repository] = /^(.*)\/?_git\/([^/]+)$/.exec(fullName) ?? [];
  if (repository === undefined) {
    return { host, fullName };
  }
  const [, organization] = /^([^.]+)\.visualstudio\.com$/.exec(host) ?? [];
  const parts = [organization, ...place.split('/')].filter(
    part => part && part !== 'defaultcollection',
  );
  const [owner, project = repository] = parts.slice(-2);
  return parts.length > 1 || organization
    ? {
        host: organization ? 'dev.azure.com' : host,
        fullName: `${owner}/${project}/_git/${repository}`,
      }
    : { host, fullName: `${owner}/${repository}/_git/${repository}` };
}

function lower(text: string): string {
  return text.toLocaleLowerCase('en-US');
}
