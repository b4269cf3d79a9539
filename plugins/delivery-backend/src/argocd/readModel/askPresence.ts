import { ApplicationKey, ArgocdApi, rbacObject } from '../client/ArgocdApi';
import { ArgocdResponseError } from '../client/argocdErrors';

/** What Argo CD says of an Application that it was asked for by name. */
export type PresenceAnswer =
  | { kind: 'present'; application: unknown }
  | { kind: 'absent' }
  /** `right` is what the account lacks, as a policy writes it. */
  | { kind: 'forbidden'; right: string }
  /** It answered, and that proves nothing. */
  | { kind: 'unknown' };

const NOT_FOUND = 5;

/**
 * Asks for one Application by name and project: only so does Argo CD tell one that is missing (404) from one that this
 * account may not see (403). Fails when it does not answer.
 */
export async function askPresence(
  api: Pick<ArgocdApi, 'get' | 'canGet'>,
  key: ApplicationKey,
  signal: AbortSignal,
): Promise<PresenceAnswer> {
  try {
    return { kind: 'present', application: await api.get(key, { signal }) };
  } catch (error) {
    if (!(error instanceof ArgocdResponseError)) {
      throw error;
    }
    // A 404 without Argo CD's own code is that of a proxy in front of it.
    if (error.status === 404 && error.code === NOT_FOUND) {
      return { kind: 'absent' };
    }
    if (error.status === 403) {
      return (await api.canGet(key, { signal }))
        ? { kind: 'unknown' }
        : {
            kind: 'forbidden',
            right: `applications, get, ${rbacObject(key)}`,
          };
    }
    return { kind: 'unknown' };
  }
}
