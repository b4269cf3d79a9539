import type { SyncWindows } from '@stonegarden/backstage-plugin-delivery-common';
import type { ApplicationKey } from '../client/ApplicationKey';
import type { ArgocdOnDemand } from '../client/ArgocdOnDemand';
import { ArgocdResponseError } from '../client/argocdErrors';
import { toSyncWindows } from './toSyncWindows';

/**
 * Asks for the sync windows of an Application, and for its AppProject where it has some: that has their time zones. Without the
 * right to see the project, times are left out.
 */
export async function readSyncWindows(
  api: Pick<ArgocdOnDemand, 'syncWindows' | 'project'>,
  key: ApplicationKey,
  options: { signal?: AbortSignal; now?: Date } = {},
): Promise<SyncWindows> {
  const { signal, now = new Date() } = options;
  const answer = await api.syncWindows(key, { signal });
  const found = toSyncWindows(answer, undefined, now);
  if (found.windows.length === 0) {
    return found;
  }
  const project = await api
    .project(key.project, { signal })
    .catch(withoutRight);
  return toSyncWindows(answer, project, now);
}

function withoutRight(error: unknown): undefined {
  if (
    error instanceof ArgocdResponseError &&
    [403, 404].includes(error.status)
  ) {
    return undefined;
  }
  throw error;
}
