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
      kind: 'unhealthy' | 'environment';
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
      if (isUnhealthy(environment)) {
        waiting.push({ kind: 'unhealthy', ...item });
      } else if (isMoving(environment)) {
        inProgress.push({ kind: 'environment', ...item });
      }
    }
  }
  return { waiting, inProgress };
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
    (pullRequest?.gates?.state ?? 'passed') === 'passed';
  return settled && approvalState !== 'awaited' ? 'merge' : 'promotion';
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
