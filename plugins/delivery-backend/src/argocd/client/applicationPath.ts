import type { ApplicationKey } from './ApplicationKey';
import { ArgocdProtocolError } from './argocdErrors';

/**
 * A name as one segment of a path, whatever it holds. Two of them cannot be written as such: addresses leave out `.`, and drop
 * the segment before `..`, also where their dots are encoded.
 */
export function pathSegment(name: string): string {
  if (name === '' || name === '.' || name === '..') {
    throw new ArgocdProtocolError('it names something by no name');
  }
  return encodeURIComponent(name);
}

/** Path of an Application at Argo CD's HTTP API. */
export function applicationPath({ name }: Pick<ApplicationKey, 'name'>) {
  return `/api/v1/applications/${pathSegment(name)}`;
}

/** What Argo CD needs to know beside the name, as parameters or in the body. */
export function scope({
  namespace,
  project,
}: ApplicationKey): Record<string, string> {
  return { ...(namespace ? { appNamespace: namespace } : {}), project };
}
