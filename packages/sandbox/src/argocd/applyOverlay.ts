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
import { deployRollout } from './moveRollout';
import { applicationHealthOf } from './Rollout';

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
  /** Of each resource that was asked for; `SyncFailed` where the API server refused it. */
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
  const { revision, only, now } = options;
  const { application, deployed, rollout: former, ...others } = record;
  const { destination } = application.spec;
  const { health, summary } = application.status;
  const isAsked = (resource: RenderedResource) =>
    !only?.length || only.some(each => isNamedBy(each, resource, destination));
  // What stays keeps the commit that it came from.
  const kept = (each: LiveResource): LiveResource => ({
    ...each,
    revision: each.revision ?? deployed?.revision,
  });
  const before = new Map(
    deployed?.resources.map(each => [
      resourceIdOf(each, destination),
      kept(each),
    ]),
  );
  const liveOf = (resource: RenderedResource) =>
    before.get(resourceIdOf(resource, destination));

  const asked = overlay.resources.filter(isAsked);
  const applied = asked.filter(each => !refusalOf(each, liveOf(each)));
  // Nothing is pruned by a sync that fails.
  const prune = options.prune === true && applied.length === asked.length;
  const leftovers = resourcesToPrune(record, overlay);
  const resources = [
    ...overlay.resources
      .map(each =>
        applied.includes(each) ? toLiveResource(each, revision) : liveOf(each),
      )
      .filter(each => each !== undefined),
    ...leftovers.filter(each => !prune || !isAsked(each)).map(kept),
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
    each => applied.includes(each) || liveOf(each),
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
        revision:
          only?.length || applied.length < asked.length
            ? deployed?.revision ?? revision
            : revision,
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
    results: resultsOf(
      asked.map(each => ({
        resource: each,
        refusal: refusalOf(each, liveOf(each)),
      })),
      applied.length === asked.length ? leftovers.filter(isAsked) : [],
      { prune, destination },
    ),
  };
}

/** Why the API server does not take a change. */
function refusalOf(
  { kind, name, selector }: RenderedResource,
  live: LiveResource | undefined,
): string | undefined {
  return live?.selector && selector && live.selector !== selector
    ? `${kind}.apps "${name}" is invalid: spec.selector: Invalid value: ${selector}: field is immutable`
    : undefined;
}

function resultsOf(
  asked: Array<{ resource: RenderedResource; refusal?: string }>,
  leftovers: LiveResource[],
  options: { prune: boolean; destination: { namespace: string } },
): ResourceResult[] {
  const { prune, destination } = options;
  // Those of the last step are not looked at again once all are done.
  const isLastStep =
    !(prune && leftovers.length > 0) && asked.every(({ refusal }) => !refusal);
  const result = (
    resource: RenderedResource,
    outcome: Pick<ResourceResult, 'status' | 'message' | 'hookPhase'>,
  ): ResourceResult => ({
    group: '',
    namespace: destination.namespace,
    ...resourceKeyOf(resource, destination),
    hookPhase: isLastStep ? 'Running' : 'Succeeded',
    ...outcome,
    syncPhase: 'Sync',
    ...(resource.images.length > 0 ? { images: resource.images } : {}),
  });
  return [
    ...asked.map(({ resource, refusal }) => {
      if (refusal) {
        return result(resource, {
          status: 'SyncFailed',
          message: refusal,
          hookPhase: 'Failed',
        });
      }
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
