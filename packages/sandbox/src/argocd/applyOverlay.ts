import type {
  RenderedOverlay,
  RenderedResource,
} from '../kustomize/renderOverlay';
import {
  ApplicationRecord,
  LiveResource,
  ResourceResult,
  SyncResource,
  kubeTime,
} from './Application';
import { findRollout } from './findRollout';
import { causedBy } from './health';
import {
  imagesOf,
  isNamedBy,
  resourceIdOf,
  resourceKeyOf,
  resourcesToPrune,
  summaryOf,
  toLiveResource,
} from './liveResources';
import { applicationHealthOf, deployRollout } from './Rollout';

interface ApplyOptions {
  revision: string;
  /** Apply and prune these alone; everything without it. */
  only?: SyncResource[];
  /** Remove what Git has no longer; otherwise it stays, and the results say so. */
  prune?: boolean;
  now: Date;
}

/** What an apply leaves behind. */
interface AppliedOverlay {
  record: ApplicationRecord;
  results: ResourceResult[];
  /** Whether pods have to become ready. */
  isRolling: boolean;
}

/**
 * What the cluster has, and how it is, right after an overlay or some of its resources were applied. A workload that
 * changed is Progressing, and the images of before stay listed until its pods are ready.
 *
 * @internal
 */
export function applyOverlay(
  record: ApplicationRecord,
  overlay: RenderedOverlay,
  options: ApplyOptions,
): AppliedOverlay {
  const { revision, only, prune, now } = options;
  const { application, deployed, rollout: former, ...others } = record;
  const { destination } = application.spec;
  const { health, summary } = application.status;
  const isAsked = (resource: RenderedResource) =>
    !only?.length || only.some(each => isNamedBy(each, resource, destination));
  const before = new Map(
    deployed?.resources.map(each => [resourceIdOf(each, destination), each]),
  );
  const liveOf = (resource: RenderedResource) =>
    before.get(resourceIdOf(resource, destination));

  const applied = overlay.resources.filter(isAsked);
  const leftovers = resourcesToPrune(record, overlay);
  const resources = [
    ...overlay.resources
      .map(each => (isAsked(each) ? toLiveResource(each) : liveOf(each)))
      .filter(each => each !== undefined),
    ...leftovers.filter(each => !prune || !isAsked(each)),
  ];

  const target = findRollout(resources, destination.namespace);
  const rollout = target && deployRollout(former, target, kubeTime(now));
  // A Rollout that is under way goes on, whatever else is synced.
  const isSameRollout =
    rollout !== undefined &&
    rollout.state !== 'healthy' &&
    rollout.current.revision === former?.current.revision;
  const changed = applied.find(
    each => each.images.length > 0 && liveOf(each)?.hash !== each.hash,
  );
  const isComplete = overlay.resources.every(
    each => isAsked(each) || liveOf(each),
  );
  const isRolling =
    !isSameRollout &&
    isComplete &&
    (changed !== undefined || health.status === 'Missing');
  const settled = isRolling
    ? !summary.images?.length
    : ['Healthy', 'Missing'].includes(health.status);
  return {
    isRolling,
    record: {
      ...others,
      ...(rollout ? { rollout } : {}),
      deployed: {
        revision: only?.length ? deployed?.revision ?? revision : revision,
        resources,
      },
      application: {
        ...application,
        status: {
          ...application.status,
          health: isRolling
            ? {
                ...(rollout && rollout.state !== 'healthy'
                  ? applicationHealthOf(rollout)
                  : {
                      status: 'Progressing' as const,
                      ...(changed
                        ? { message: causedBy(changed, destination) }
                        : {}),
                    }),
                lastTransitionTime: kubeTime(now),
              }
            : health,
          summary: settled ? summaryOf(imagesOf(resources)) : summary,
        },
      },
    },
    results: resultsOf(applied, leftovers.filter(isAsked), {
      prune: prune === true,
      destination,
    }),
  };
}

function resultsOf(
  applied: RenderedResource[],
  leftovers: LiveResource[],
  options: { prune: boolean; destination: { namespace: string } },
): ResourceResult[] {
  const { prune, destination } = options;
  const result = (
    resource: RenderedResource,
    outcome: Pick<ResourceResult, 'status' | 'message'>,
  ): ResourceResult => ({
    group: '',
    namespace: destination.namespace,
    ...resourceKeyOf(resource, destination),
    ...outcome,
    hookPhase: prune && leftovers.length > 0 ? 'Succeeded' : 'Running',
    syncPhase: 'Sync',
    ...(resource.images.length > 0 ? { images: resource.images } : {}),
  });
  return [
    ...applied.map(resource => {
      const { group, kind, name } = resourceKeyOf(resource, destination);
      const type = [kind.toLowerCase(), group].filter(Boolean).join('.');
      return result(resource, {
        status: 'Synced',
        message: `${type}/${name} serverside-applied`,
      });
    }),
    ...leftovers.map(resource => {
      const { images: _ofNone, ...outcome } = result(
        resource,
        prune
          ? { status: 'Pruned', message: 'pruned' }
          : { status: 'PruneSkipped', message: 'ignored (requires pruning)' },
      );
      return outcome;
    }),
  ];
}
