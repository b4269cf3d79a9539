import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { predecessorsOf } from '@stonegarden/service-manifest';
import type { EnvironmentStatus } from '../environment/EnvironmentStatus';
import { isSyncFailing } from '../environment/isSyncFailing';
import type { Promotion } from '../promotion/Promotion';
import type { Reason } from '../reason/Reason';
import { compareReleases } from '../release/compareReleases';
import { formatRelease } from '../release/formatRelease';
import type { ServiceEntity } from '../service/ServiceEntity';
import { FINAL_PROMOTION_STATUSES } from '../vocabulary';
import type { FleetCell, FleetLag, FleetPromotion, FleetRow } from './Fleet';
import { fleetNeed } from './fleetNeed';

/**
 * What a row of the fleet is derived from.
 *
 * @public
 */
export interface FleetFacts {
  entityRef: string;
  entity: ServiceEntity;
  /** In promotion order. */
  environments: EnvironmentStatus[];
  /** Newest first. */
  promotions: Promotion[];
  /** What the record says about an environment that is behind the one before it, by name. */
  lags: ReadonlyMap<string, FleetLag>;
}

/**
 * Whether an environment runs something else than the one before it. False where that is not known, so that nothing is called
 * behind by guess.
 *
 * @public
 */
export function isBehind(
  target: EnvironmentStatus,
  source: EnvironmentStatus | undefined,
): boolean {
  if (!source || source.mixed || target.mixed) return false;
  const changes = compareReleases(source.release, target.release);
  return changes !== 'unknown' && changes.length > 0;
}

/** Its place on the promotion path, where the manifest says more than the order. */
function placeOf({ promotesFrom }: EnvironmentStatus) {
  return promotesFrom ? { promotesFrom } : {};
}

/**
 * The environment that one is behind: the first of those directly before it on the promotion path.
 *
 * @public
 */
export function behindOf(
  target: EnvironmentStatus,
  environments: readonly EnvironmentStatus[],
): EnvironmentStatus | undefined {
  return predecessorsOf(environments, target.name)
    .map(name => environments.find(environment => environment.name === name))
    .find(source => isBehind(target, source));
}

function toCell(
  environment: EnvironmentStatus,
  lag: FleetLag | undefined,
): FleetCell {
  const { canary } = environment;
  return {
    name: environment.name,
    cluster: environment.cluster,
    ...placeOf(environment),
    presence: environment.presence,
    ...(environment.neverDeployed ? { neverDeployed: true } : {}),
    sync: environment.sync,
    health: environment.health,
    ...(environment.since ? { since: environment.since } : {}),
    ...(environment.release?.images.length
      ? { release: formatRelease(environment.release) }
      : {}),
    ...(environment.mixed ? { mixed: true } : {}),
    ...(environment.instance ? { instance: environment.instance } : {}),
    ...(isSyncFailing(environment) ? { syncFailing: true } : {}),
    ...(blockOf(environment) ? { syncBlocked: true } : {}),
    ...(canary?.weight === undefined ? {} : { canaryWeight: canary.weight }),
    ...(lag ? { lag } : {}),
    stale: environment.stale,
  };
}

/** The sync window that keeps Argo CD from syncing an environment by itself. */
function blockOf(environment: EnvironmentStatus | undefined) {
  const reason = environment?.syncReason;
  return reason?.code === 'AutoSyncBlocked' ? reason : undefined;
}

/** As far as the catalog shows it to whoever sees the service. */
function hiddenCell(environment: EnvironmentStatus): FleetCell {
  const { name, cluster } = environment;
  return {
    name,
    cluster,
    ...placeOf(environment),
    forbidden: true,
    presence: 'unknown',
    sync: 'Unknown',
    health: 'Unknown',
    stale: false,
  };
}

function blockingReason({
  pullRequest,
  reason,
}: Promotion): Reason | undefined {
  return pullRequest?.gates?.reason ?? reason;
}

function isBlocked({ pullRequest, status }: Promotion): boolean {
  return (
    status === 'open' &&
    (pullRequest?.gates?.state === 'failed' ||
      pullRequest?.checks?.state === 'failed' ||
      pullRequest?.mergeable === false)
  );
}

function toFleetPromotion(promotion: Promotion): FleetPromotion {
  return {
    to: promotion.to,
    status: promotion.status,
    ...(promotion.approvalState ? { approval: promotion.approvalState } : {}),
    ...(isBlocked(promotion) ? { blocked: true } : {}),
  };
}

function whyOf(
  { need, environment: name }: ReturnType<typeof fleetNeed>,
  visible: EnvironmentStatus[],
  promotion: Promotion | undefined,
): FleetRow['why'] {
  const environment = visible.find(each => each.name === name);
  const unwell = visible.find(({ health }) => health !== 'Healthy');
  const blocked = visible.find(each => blockOf(each));
  const reasons: Record<typeof need, Reason | undefined> = {
    degraded:
      environment?.healthReason ??
      // That it waits for a sync makes nothing Degraded.
      (blockOf(environment) ? undefined : environment?.syncReason),
    'sync-failing': environment?.syncReason,
    blocked: promotion && blockingReason(promotion),
    // What was wrong when Argo CD answered last says nothing of now.
    unreachable:
      environment?.presence === 'present'
        ? undefined
        : environment?.healthReason,
    // What holds the next promotion up, where one is under way.
    behind: promotion ? blockingReason(promotion) : blockOf(environment),
    approval: promotion && blockingReason(promotion),
    none: unwell ? unwell.healthReason : blockOf(blocked),
  };
  const reason = reasons[need];
  const about = name ?? (unwell ?? blocked)?.name;
  return reason && about !== undefined
    ? { environment: about, reason }
    : undefined;
}

/** As an entity may say it, shortened, to the ref by which it is known; undefined for what is none. */
function wholeRef(value: string, defaultKind: string): string | undefined {
  try {
    const ref = parseEntityRef(value, {
      defaultKind,
      defaultNamespace: 'default',
    });
    return stringifyEntityRef(ref);
  } catch {
    return undefined;
  }
}

/**
 * A service's row in the fleet, with nothing in it of environments that are hidden: neither their state, nor what comparing
 * with them would tell, nor promotions from or to them.
 *
 * @param production - names of the environments that count as production
 * @public
 */
export function deriveFleetRow(
  facts: FleetFacts,
  production: readonly string[],
  isHidden: (environment: string) => boolean = () => false,
): FleetRow {
  const { entity, environments } = facts;
  const visible = environments.filter(({ name }) => !isHidden(name));
  const cells = environments.map(environment => {
    if (isHidden(environment.name)) return hiddenCell(environment);
    const source = behindOf(environment, environments);
    return toCell(
      environment,
      source && !isHidden(source.name)
        ? facts.lags.get(environment.name) ?? {}
        : undefined,
    );
  });
  const promotion = facts.promotions.find(
    ({ from, to, status }) =>
      !FINAL_PROMOTION_STATUSES.includes(status) &&
      !isHidden(from) &&
      !isHidden(to),
  );
  const row = {
    environments: cells,
    ...(promotion ? { promotion: toFleetPromotion(promotion) } : {}),
  };
  const need = fleetNeed(row, production);
  const why = whyOf(need, visible, promotion);
  const { title, name } = entity.metadata;
  const { layer, category } = entity.spec;
  const owner = wholeRef(entity.spec.owner, 'group') ?? entity.spec.owner;
  const system = entity.spec.system && wholeRef(entity.spec.system, 'system');
  return {
    entityRef: facts.entityRef,
    name,
    ...(title ? { title } : {}),
    owner,
    ...(layer ? { layer } : {}),
    ...(category ? { category } : {}),
    ...(system ? { system } : {}),
    ...row,
    need: need.need,
    ...(why ? { why } : {}),
  };
}
