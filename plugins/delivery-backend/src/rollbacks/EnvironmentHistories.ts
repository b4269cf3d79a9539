import {
  Deployment,
  EnvironmentHistory,
  FINAL_PROMOTION_STATUSES,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import { toEmergencyRollback } from '../emergency/EmergencyRollbackRecord';
import type { EmergencyRollbackStore } from '../emergency/EmergencyRollbackStore';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import { toPromotion } from '../promotions/toPromotion';
import type { ResolvedService } from '../services/ServiceResolver';
import { findRolledBack, isPartOf } from './findRolledBack';

/** A stop shows where it came from, not all of the past: so many deployments back it is looked for. */
const PER_ENVIRONMENT = 20;

/** A rollback that is under way; else what was asked for last, if it is a rollback that failed. */
function rollbackOf(into: PromotionRecord[]): PromotionRecord | undefined {
  const newestFirst = [...into].sort((one, other) =>
    other.createdAt.localeCompare(one.createdAt),
  );
  const underWay = newestFirst.find(
    ({ rollback, status }) =>
      rollback && !FINAL_PROMOTION_STATUSES.includes(status),
  );
  const [newest] = newestFirst;
  return (
    underWay ??
    (newest?.rollback && newest.status === 'failed' ? newest : undefined)
  );
}

/** The newest before the current one that ran another Release, and was not rolled back. */
function previousOf(
  newestFirst: Deployment[],
  promotions: PromotionRecord[],
): Deployment | undefined {
  const [current, ...before] = newestFirst;
  return before.find(
    ({ environment, release }) =>
      release &&
      !isPartOf(release, current.release) &&
      !findRolledBack(promotions, newestFirst, environment, release),
  );
}

/** What the pages say of the past of a service's environments. */
export class EnvironmentHistories {
  readonly #deployments: Pick<DeploymentStore, 'latest'>;
  readonly #emergencies: Pick<EmergencyRollbackStore, 'listActive'>;

  constructor(options: {
    deployments: Pick<DeploymentStore, 'latest'>;
    emergencies: Pick<EmergencyRollbackStore, 'listActive'>;
  }) {
    this.#deployments = options.deployments;
    this.#emergencies = options.emergencies;
  }

  /** In the order of the environments, with two queries for all. */
  async find(
    service: ResolvedService,
    promotions: PromotionRecord[],
  ): Promise<EnvironmentHistory[]> {
    const { histories } = await this.read(service, promotions);
    return histories;
  }

  /** The same, with the deployments that they are told from, newest first. */
  async read(
    { entityRef, environments }: ResolvedService,
    promotions: PromotionRecord[],
  ): Promise<{ histories: EnvironmentHistory[]; deployments: Deployment[] }> {
    const [deployments, emergencies] = await Promise.all([
      this.#deployments.latest(entityRef, PER_ENVIRONMENT),
      this.#emergencies.listActive(entityRef),
    ]);
    const histories = environments.map(({ name }) => {
      const own = deployments.filter(({ environment }) => environment === name);
      const [current] = own;
      const previous = previousOf(own, promotions);
      const rollback = rollbackOf(promotions.filter(({ to }) => to === name));
      const emergency = emergencies.findLast(
        ({ environment }) => environment === name,
      );
      return {
        environment: name,
        ...(current ? { current } : {}),
        ...(previous ? { previous } : {}),
        ...(rollback ? { rollback: toPromotion(rollback) } : {}),
        ...(emergency ? { emergency: toEmergencyRollback(emergency) } : {}),
      };
    });
    return { histories, deployments };
  }
}
