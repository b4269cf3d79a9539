import { posix } from 'node:path';
import type { BareRepository } from '../git/BareRepository';
import type { RenderedOverlay } from '../kustomize/renderOverlay';
import { ApplicationRecord, kubeTime } from './Application';
import { applyOverlay } from './applyOverlay';
import { brokenImage } from './brokenImage';
import { completeOperation } from './completeOperation';
import { findRollout } from './findRollout';
import { brokenHealth } from './health';
import { summaryOf, toLiveResource } from './liveResources';
import { settledRollout } from './moveRollout';
import { applicationHealthOf } from './Rollout';

const SYNC_SECONDS = 8;
const SETTLE_SECONDS = 40;

/**
 * A record as if the application had been deployed when its files were last committed: what a cluster that has run for
 * long looks like, the same on each first start.
 *
 * @internal
 */
export async function firstDeployment(
  repository: BareRepository,
  record: ApplicationRecord,
  head: string,
  overlay: RenderedOverlay,
): Promise<ApplicationRecord> {
  const { application, manifestPath } = record;
  const [commit] = await repository.log({
    from: head,
    path: posix.dirname(manifestPath),
    limit: 1,
  });
  const revision = commit?.sha ?? head;
  const committed = Date.parse(commit?.committer.date ?? '') || 0;
  const after = (seconds: number) =>
    kubeTime(new Date(committed + seconds * 1000));
  const initiatedBy = application.spec.syncPolicy?.automated
    ? { automated: true }
    : { username: 'admin' };
  const { source } = application.spec;
  const startedAt = after(1);
  const finishedAt = after(SYNC_SECONDS);
  const broken = brokenImage(overlay.images);
  const { destination } = application.spec;
  const { results } = applyOverlay(record, overlay, {
    revision,
    now: new Date(finishedAt),
  });
  const target = findRollout(overlay.resources, destination.namespace);
  const rollout = target && settledRollout(target, after(SETTLE_SECONDS));
  const health =
    broken && !rollout?.current.images.includes(broken)
      ? brokenHealth(overlay.resources, broken, destination)
      : rollout && applicationHealthOf(rollout);
  return {
    ...record,
    ...(rollout ? { rollout } : {}),
    deployed: {
      revision,
      resources: overlay.resources.map(each => toLiveResource(each, revision)),
    },
    application: {
      ...application,
      metadata: { ...application.metadata, creationTimestamp: after(0) },
      status: {
        ...application.status,
        health: {
          ...(health ?? { status: 'Healthy' }),
          lastTransitionTime: after(SETTLE_SECONDS),
        },
        summary: summaryOf(overlay.images),
        history: [
          {
            id: 0,
            revision,
            source,
            deployStartedAt: startedAt,
            deployedAt: finishedAt,
            initiatedBy,
          },
        ],
        operationState: {
          operation: completeOperation(
            {
              sync: {
                revision,
                ...(application.spec.syncPolicy?.automated
                  ? { prune: true }
                  : {}),
              },
              initiatedBy,
            },
            application,
          ),
          phase: 'Succeeded',
          message: 'successfully synced (all tasks run)',
          startedAt,
          finishedAt,
          syncResult: { revision, source, resources: results },
        },
      },
    },
  };
}
