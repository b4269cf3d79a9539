import { ConflictError, NotFoundError } from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  Deployment,
  EmergencyRollbackRequest,
  Reason,
  RollbackPreview,
} from '@stonegarden/backstage-plugin-delivery-common';
import { requireApplication } from '../argocd/actions/requireApplication';
import { toDomainError } from '../argocd/client/argocdErrors';
import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import { absentApplication } from '../environments/absentApplication';
import { findApplication, instancesFor } from '../environments/findApplication';
import { unreachableReason } from '../environments/unreachableReason';
import type { Requester } from '../promotions/newPromotion';
import { environmentOf, ResolvedService } from '../services/ServiceResolver';
import { serviceSourceOf } from '../services/ServiceSource';
import type { EmergencyReconciler } from './EmergencyReconciler';
import {
  EmergencyRollbackRecord,
  FINAL_EMERGENCY_STATUSES,
} from './EmergencyRollbackRecord';
import type { EmergencyRollbackStore } from './EmergencyRollbackStore';
import { EmergencyPlan, planEmergencyRollback } from './planEmergencyRollback';
import { refusalReason } from './refusalReason';
import type { DeploymentLookup } from './RollbackOpening';

/** Rolls environments back in Argo CD, past Git. Permissions are checked before it is asked. */
export class EmergencyRollbacks {
  readonly #store: EmergencyRollbackStore;
  readonly #deployments: DeploymentLookup;
  readonly #reconciler: Pick<EmergencyReconciler, 'judge' | 'reconcile'>;
  readonly #readModel: Pick<ArgocdReadModel, 'find' | 'instance' | 'instances'>;
  readonly #logger: LoggerService;
  readonly #onChange: (entityRef: string) => void;

  constructor(options: {
    store: EmergencyRollbackStore;
    deployments: DeploymentLookup;
    reconciler: Pick<EmergencyReconciler, 'judge' | 'reconcile'>;
    readModel: Pick<ArgocdReadModel, 'find' | 'instance' | 'instances'>;
    logger: LoggerService;
    /** Called with the entity ref of a service for which a rollback was asked for. */
    onChange(entityRef: string): void;
  }) {
    this.#store = options.store;
    this.#deployments = options.deployments;
    this.#reconciler = options.reconciler;
    this.#readModel = options.readModel;
    this.#logger = options.logger;
    this.#onChange = options.onChange;
  }

  /** How Argo CD could roll back to a deployment at once, or why it would refuse. Costs Argo CD no request. */
  preview(
    service: ResolvedService,
    deployment: Deployment,
  ): NonNullable<RollbackPreview['emergency']> {
    const place = environmentOf(service, deployment.environment);
    const { instances } = this.#readModel;
    const record = findApplication(
      place,
      this.#readModel.find(service.name),
      instances,
    );
    if (!record) {
      const candidates = instancesFor(place.cluster, instances);
      return {
        problem: absentApplication(service.name, place, candidates)
          .healthReason,
      };
    }
    const silent = this.#unreachable(record);
    if (silent) {
      return { problem: silent };
    }
    const plan = this.#plan(service, deployment, record);
    return 'problem' in plan ? plan : { method: plan.method };
  }

  /** Those that are under way, or wait for Git to agree: the newest of each environment, by its name. */
  async findActive(
    entityRef: string,
  ): Promise<Map<string, EmergencyRollbackRecord>> {
    const records = await this.#store.listActive(entityRef);
    return new Map(records.map(record => [record.environment, record]));
  }

  /**
   * Has Argo CD roll an environment back, or finds the same request that is under way: asking twice does one thing. What Argo CD
   * would refuse is refused before, and what it refused is a ConflictError. An answer that was lost is no error: what was asked
   * for then stays `requested`, until Argo CD's history tells.
   */
  async request(
    service: ResolvedService,
    environment: string,
    { deployment: id, reason }: EmergencyRollbackRequest,
    requester: Requester,
  ): Promise<{ rollback: EmergencyRollbackRecord; created: boolean }> {
    const { entityRef } = service;
    const record = requireApplication(
      service,
      environment,
      this.#readModel,
      'rolled back',
    );
    const deployment = await this.#deployment(entityRef, environment, id);
    const known = await this.#underWay({ entityRef, environment, id });
    if (known) {
      return { rollback: known, created: false };
    }
    const { api, read, upsert } = this.#readModel.instance(record.instance);
    // What is known may be a moment old, and what Argo CD did since must not be taken for the rollback.
    const answer = await api.get(record).catch((error: unknown) => {
      throw toDomainError(
        error,
        record.instance,
        `rolling back ${record.name}`,
      );
    });
    upsert(answer);
    const now = read(answer) ?? record;
    const plan = this.#plan(service, deployment, now);
    if ('problem' in plan) {
      throw new ConflictError(plan.problem.message);
    }
    const { record: rollback, created } = await this.#store.request({
      entityRef,
      environment,
      deployment: id,
      ...(deployment.release ? { release: deployment.release } : {}),
      method: plan.method,
      reason,
      instance: record.instance,
      application: `${record.namespace}/${record.name}`,
      revision: plan.revision,
      lastHistoryId: Math.max(-1, ...now.history.map(each => each.id ?? -1)),
      requester,
    });
    if (created) {
      await this.#ask(rollback, plan, now);
    }
    return {
      rollback: (await this.#store.get(rollback.id)) ?? rollback,
      created,
    };
  }

  async #ask(
    rollback: EmergencyRollbackRecord,
    plan: EmergencyPlan,
    application: ApplicationRecord,
  ): Promise<void> {
    const { api, upsert } = this.#readModel.instance(rollback.instance);
    try {
      const answer =
        plan.method === 'rollback'
          ? await api.rollback(application, plan.historyId)
          : await api.syncTo(application, plan.target);
      await this.#store.accept(rollback.id);
      upsert(answer);
    } catch (error) {
      const problem = refusalReason(error, rollback);
      if (problem) {
        await this.#store.update(rollback, { status: 'refused', problem });
        throw new ConflictError(problem.message);
      }
      this.#logger.warn(
        `Argo CD ${rollback.instance} did not answer the emergency rollback ${rollback.id}; its history will tell`,
      );
    }
    this.#onChange(rollback.entityRef);
    // The pull request must not hold up whoever needs the answer now.
    this.#reconciler.reconcile(rollback.id);
  }

  async #deployment(
    entityRef: string,
    environment: string,
    id: string,
  ): Promise<Deployment> {
    const deployment = await this.#deployments.get(id);
    if (
      deployment?.entityRef !== entityRef ||
      deployment.environment !== environment
    ) {
      throw new NotFoundError(
        `${environment} has no deployment ${id}. Look at the list of its deployments again.`,
      );
    }
    return deployment;
  }

  /** The same request, brought up to date. */
  async #underWay(of: {
    entityRef: string;
    environment: string;
    id: string;
  }): Promise<EmergencyRollbackRecord | undefined> {
    const known = await this.#store.findActive({ ...of, deployment: of.id });
    if (!known) {
      return undefined;
    }
    await this.#reconciler.judge(known);
    const current = await this.#store.get(known.id);
    return current && !FINAL_EMERGENCY_STATUSES.includes(current.status)
      ? current
      : undefined;
  }

  #plan(
    service: ResolvedService,
    deployment: Deployment,
    record: ApplicationRecord,
  ): EmergencyPlan | { problem: Reason } {
    return planEmergencyRollback(
      deployment,
      record,
      serviceSourceOf(service.entity),
    );
  }

  #unreachable({ instance }: ApplicationRecord): Reason | undefined {
    const found = this.#readModel.instances.find(
      ({ status }) => status.name === instance,
    );
    return found?.status.reachable
      ? undefined
      : found && unreachableReason(found.status);
  }
}
