import type {
  Promotion,
  PromotionUnderWay,
  ServiceDeliverySummary,
} from '@stonegarden/backstage-plugin-delivery-common';

type Environment = ServiceDeliverySummary['environments'][number];

/**
 * Something that waits for the viewer, or that goes on.
 *
 * - `approve`: they may approve it
 * - `conflicts`, `checksFailed`, `gatesFailed`, `merge`: they asked for it, and now its pull request needs them
 * - `unhealthy`: a service of theirs
 * - `syncFailing`: a service of theirs that Argo CD tries to sync and cannot
 * - `awaitsSync`: a service of theirs that differs from Git until somebody syncs it
 * - `promotion`: goes on by itself, or waits for somebody else
 * - `environment`: a service of theirs is on its way, or paused
 *
 * @internal
 */
export type HomeItem =
  | {
      kind:
        | 'approve'
        | 'conflicts'
        | 'checksFailed'
        | 'gatesFailed'
        | 'merge'
        | 'promotion';
      id: string;
      promotion: Promotion;
    }
  | {
      kind: 'unhealthy' | 'syncFailing' | 'awaitsSync' | 'environment';
      id: string;
      entityRef: string;
      environment: Environment;
    };

/** @internal */
export type PromotionItem = Extract<HomeItem, { promotion: Promotion }>;

/**
 * What waits for the viewer, most urgent first, and what goes on. Last facts of an Argo CD that does not answer are neither.
 *
 * @param summaries - of the viewer's services
 * @internal
 */
export function homeItems(
  underWay: PromotionUnderWay[],
  summaries: ServiceDeliverySummary[],
): { waiting: HomeItem[]; inProgress: HomeItem[] } {
  const waiting: HomeItem[] = [];
  const inProgress: HomeItem[] = [];
  const mine = new Set(summaries.map(({ entityRef }) => entityRef));

  for (const each of underWay) {
    const { promotion } = each;
    const kind = kindOf(each);
    const item = { kind, id: promotion.id, promotion };
    if (kind !== 'promotion') waiting.push(item);
    else if (each.requestedByViewer || mine.has(promotion.entityRef)) {
      inProgress.push(item);
    }
  }
  for (const { entityRef, environments } of summaries) {
    for (const environment of environments) {
      const item = {
        id: `${entityRef} ${environment.name}`,
        entityRef,
        environment,
      };
      const need = needOf(environment);
      if (need) waiting.push({ kind: need, ...item });
      else if (isMoving(environment)) {
        inProgress.push({ kind: 'environment', ...item });
      }
    }
  }
  return {
    // What can wait until tomorrow does not stand before what cannot.
    waiting: [
      ...waiting.filter(({ kind }) => kind !== 'awaitsSync'),
      ...waiting.filter(({ kind }) => kind === 'awaitsSync'),
    ],
    inProgress,
  };
}

function kindOf({
  promotion,
  requestedByViewer,
  viewerMayApprove,
}: PromotionUnderWay): PromotionItem['kind'] {
  if (viewerMayApprove) return 'approve';
  const { approvalState, pullRequest, status } = promotion;
  if (!requestedByViewer || status !== 'open') return 'promotion';
  if (pullRequest?.mergeable === false) return 'conflicts';
  if (pullRequest?.checks?.state === 'failed') return 'checksFailed';
  if (pullRequest?.gates?.state === 'failed') return 'gatesFailed';
  const settled =
    pullRequest?.checks?.state !== 'pending' &&
    ['passed', 'overridden'].includes(pullRequest?.gates?.state ?? 'passed');
  return settled && approvalState !== 'awaited' ? 'merge' : 'promotion';
}

/** What somebody has to do something about; that an environment is behind another one is nothing of that kind. */
function needOf(
  environment: Environment,
): 'unhealthy' | 'syncFailing' | 'awaitsSync' | undefined {
  if (isUnhealthy(environment)) return 'unhealthy';
  if (environment.stale || environment.presence !== 'present') return undefined;
  if (environment.syncFailing) return 'syncFailing';
  return environment.awaitsSync ? 'awaitsSync' : undefined;
}

/**
 * Whether Argo CD says now that something is wrong.
 *
 * @internal
 */
export function isUnhealthy({
  health,
  presence,
  stale,
  forbidden,
  neverDeployed,
}: Environment): boolean {
  return (
    !stale &&
    !forbidden &&
    presence === 'present' &&
    (health === 'Degraded' || (health === 'Missing' && !neverDeployed))
  );
}

function isMoving({ health, presence, stale }: Environment): boolean {
  return (
    !stale &&
    presence === 'present' &&
    (health === 'Progressing' || health === 'Suspended')
  );
}
