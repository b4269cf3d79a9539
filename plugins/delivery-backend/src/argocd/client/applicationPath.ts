import type { ApplicationKey } from './ApplicationKey';

/** Path of an Application at Argo CD's HTTP API. */
export function applicationPath({ name }: Pick<ApplicationKey, 'name'>) {
  return `/api/v1/applications/${encodeURIComponent(name)}`;
}

/** What Argo CD needs to know beside the name, as parameters or in the body. */
export function scope({
  namespace,
  project,
}: ApplicationKey): Record<string, string> {
  return { ...(namespace ? { appNamespace: namespace } : {}), project };
}
