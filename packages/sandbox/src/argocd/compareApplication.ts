import { ApplicationRecord, kubeTime } from './Application';
import type { RenderedResource } from '../kustomize/renderOverlay';
import type { Target } from './assessTarget';
import { resourceKeyOf, resourceStatuses } from './liveResources';

/**
 * The record with its sync status against a target at a revision.
 *
 * @internal
 */
export function compareApplication(
  record: ApplicationRecord,
  target: Target,
  revision: string,
  now: Date,
): ApplicationRecord {
  const { application } = record;
  const { conditions: former, sourceType: _, ...status } = application.status;
  const { source, destination } = application.spec;
  const comparedTo = { source, destination };
  if (target.kind === 'failed') {
    const known = former?.find(({ message }) => message === target.message);
    const condition = known ?? {
      type: 'ComparisonError',
      message: target.message,
      lastTransitionTime: kubeTime(now),
    };
    const sync = { status: 'Unknown' as const, revision, comparedTo };
    return withStatus(
      record,
      { ...status, ...unknownResources(record), sync, conditions: [condition] },
      now,
    );
  }
  const resources = resourceStatuses(record, target.overlay);
  const same =
    record.deployed !== null &&
    resources.every(each => each.status === 'Synced');
  const sync = {
    status: same ? ('Synced' as const) : ('OutOfSync' as const),
    revision,
    comparedTo,
  };
  return withStatus(
    record,
    { ...status, resources, sync, sourceType: 'Kustomize' },
    now,
  );
}

/**
 * The resources that stay different however often they are synced, because of what the API server adds to them.
 *
 * @internal
 */
export function endlessDifferences(
  { application }: ApplicationRecord,
  target: Target,
): RenderedResource[] {
  const isServerSide = application.spec.syncPolicy?.syncOptions?.includes(
    'ServerSideApply=true',
  );
  return isServerSide && target.kind === 'rendered'
    ? target.overlay.resources.filter(({ differsForever }) => differsForever)
    : [];
}

/** What it has deployed, as Argo CD lists it while nothing is known of Git: each would be pruned. */
function unknownResources({ application, deployed }: ApplicationRecord) {
  return deployed
    ? {
        resources: deployed.resources.map(each => ({
          ...resourceKeyOf(each, application.spec.destination),
          status: 'Unknown' as const,
          requiresPruning: true,
        })),
      }
    : {};
}

function withStatus(
  record: ApplicationRecord,
  status: ApplicationRecord['application']['status'],
  now: Date,
): ApplicationRecord {
  const { application } = record;
  const reconciled = { ...status, reconciledAt: kubeTime(now) };
  return { ...record, application: { ...application, status: reconciled } };
}
