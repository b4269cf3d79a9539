import { InputError } from '@backstage/errors';

/** The parts of an address such as `https://github.com/acme/platform/tree/main/kubernetes/`. */
export interface RepositoryUrl {
  /** With port, when the address has one. */
  host: string;
  owner: string;
  name: string;
  /** Undefined when the address names the repository alone. */
  branch?: string;
  /** Without slashes at its ends; empty for the root. */
  path: string;
}

/**
 * Reads a GitHub address in tree, blob, raw or edit form. As everywhere in Backstage, a branch in an address is one
 * segment: a `/` in its name has to be written `%2F`.
 */
export function parseRepositoryUrl(address: string): RepositoryUrl {
  if (!URL.canParse(address)) {
    throw new InputError(
      `${JSON.stringify(address)} is not an address of a repository`,
    );
  }
  const url = new URL(address);
  const segments = url.pathname.split('/').filter(Boolean);
  const [owner, name, form, branch, ...path] = segments.map(segment => {
    try {
      return decodeURIComponent(segment);
    } catch {
      throw new InputError(
        `${JSON.stringify(segment)} in ${JSON.stringify(
          address,
        )} is not encoded as addresses are`,
      );
    }
  });
  const known = ['tree', 'blob', 'raw', 'edit'].includes(form);
  if (!owner || !name || (form !== undefined && (!known || !branch))) {
    throw new InputError(
      `${JSON.stringify(
        address,
      )} does not lead into a repository; write it like https://${
        url.host
      }/owner/repository/tree/main/folder/`,
    );
  }
  return {
    host: url.host,
    owner,
    name: name.replace(/\.git$/, ''),
    ...(branch === undefined ? {} : { branch }),
    path: path.join('/'),
  };
}
