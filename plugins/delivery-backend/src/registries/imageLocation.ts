import type { ReleaseImage } from '@stonegarden/backstage-plugin-delivery-common';

/** Where the manifest of an image is, as the OCI distribution API names it. */
export interface ImageLocation {
  /** Host of the registry, with its port where it has one, as images write it. */
  host: string;
  /** Name of the repository within the registry. */
  repository: string;
  /** Digest, else tag. */
  reference: string;
}

/** The registry that is meant by an image that names none. */
export const DOCKER_HUB = 'docker.io';

function splitName(name: string): { host: string; repository: string } {
  const [first, ...rest] = name.split('/');
  // As Docker tells a host from a part of the name: https://github.com/distribution/reference
  const isHost = rest.length > 0 && /[.:]|^localhost$/.test(first);
  return isHost
    ? { host: first.toLowerCase(), repository: rest.join('/') }
    : { host: DOCKER_HUB, repository: name };
}

/** Undefined for an image that pins nothing: what it means is anybody's choice. */
export function imageLocation(image: ReleaseImage): ImageLocation | undefined {
  const reference = image.digest ?? image.tag;
  if (reference === undefined) {
    return undefined;
  }
  const { host, repository } = splitName(image.name);
  const isOfficial = host === DOCKER_HUB && !repository.includes('/');
  return {
    host,
    repository: isOfficial ? `library/${repository}` : repository,
    reference,
  };
}
