import {
  type DifferentResource,
  MAX_PRUNED_PER_REQUEST,
  type ResourceReference,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ApplicationRecord } from './ApplicationRecord';
import { type Application, applicationSchema } from './applicationSchema';

const MAX_LISTED = 20;

/** What differs from Git, as far as it is listed; undefined when nothing does. */
export function readDifferences(
  application: Application,
): ApplicationRecord['differences'] {
  const different = differentResources(application);
  const pruneOnly = different.every(({ requiresPruning }) => requiresPruning);
  // What is to be pruned has to be confirmed, so that it has to be listed.
  const limit = pruneOnly ? MAX_PRUNED_PER_REQUEST : MAX_LISTED;
  return different.length > 0
    ? {
        total: different.length,
        pruneOnly,
        resources: different.slice(0, limit),
      }
    : undefined;
}

/** Everything that Git no longer has and only pruning removes, by an Application as Argo CD's API gives it. */
export function readResourcesToPrune(value: unknown): ResourceReference[] {
  const parsed = applicationSchema.safeParse(value);
  return parsed.success
    ? differentResources(parsed.data).flatMap(
        ({ requiresPruning, ...resource }) =>
          requiresPruning ? [resource] : [],
      )
    : [];
}

/** None while Argo CD cannot compare: it then says `requiresPruning` of everything. */
function differentResources({ status }: Application): DifferentResource[] {
  if (status?.sync?.status !== 'OutOfSync') {
    return [];
  }
  return (status.resources ?? []).flatMap(
    ({ group, kind, namespace, name, requiresPruning, hook, ...resource }) =>
      resource.status === 'OutOfSync' && kind && name && !hook
        ? [
            {
              ...(group ? { group } : {}),
              kind,
              ...(namespace ? { namespace } : {}),
              name,
              ...(requiresPruning ? { requiresPruning } : {}),
            },
          ]
        : [],
  );
}
