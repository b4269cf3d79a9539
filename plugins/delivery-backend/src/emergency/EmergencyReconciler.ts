import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { withDeadline } from '@stonegarden/backstage-plugin-delivery-node';
import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import { audited } from '../audit/audited';
import {
  comparedRevision,
  deployedRevisions,
} from '../environments/deployedRevision';
import { findApplication } from '../environments/findApplication';
import { operationStatusOf } from '../environments/operationStatusOf';
import { KeyedRuns } from '../promotions/KeyedRuns';
import {
  environmentOf,
  ResolvedService,
  ServiceResolver,
} from '../services/ServiceResolver';
import { serviceSourceOf } from '../services/ServiceSource';
import {
  EmergencyRollbackRecord,
  FINAL_EMERGENCY_STATUSES,
} from './EmergencyRollbackRecord';
import type { EmergencyRollbackStore } from './EmergencyRollbackStore';
import type { GitAgreement } from './GitAgreement';
import { judgeEmergencyRollback } from './judgeEmergencyRollback';
import type { DeploymentLookup, RollbackOpening } from './RollbackOpening';

/** For all calls of one run together. */
const DEADLINE_MS = 45_000;
/** Until Argo CD is asked again what became of a request. */
const LOOK_AGAIN_MS = 5_000;

/** What an {@link EmergencyReconciler} works with. */
export interface EmergencyReconcilerOptions {
  auditor: AuditorService;
  store: EmergencyRollbackStore;
  deployments: DeploymentLookup;
  services: Pick<ServiceResolver, 'resolve'>;
  readModel: Pick<ArgocdReadModel, 'find' | 'instance' | 'instances'>;
  agreement: Pick<GitAgreement, 'agrees'>;
  rollbacks: RollbackOpening;
  logger: LoggerService;
  /** Called with the entity ref of a service of which an emergency rollback moved. */
  onChange(entityRef: string): void;
}

/**
 * Follows emergency rollbacks to their end, and opens the pull requests that make Git agree. It keeps no state of its own, so it
 * may run at any time, in several backends at once, and after a restart.
 */
export class EmergencyReconciler {
  readonly #options: EmergencyReconcilerOptions;
  readonly #runs = new KeyedRuns<undefined, void>();
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(options: EmergencyReconcilerOptions) {
    this.#options = options;
  }

  /** Reconciles all that may still change; with `services`, only those of these services, by name. A failure does not stop the others. */
  async reconcileAll(services?: ReadonlySet<string>): Promise<void> {
    for (const record of await this.#options.store.listActive()) {
      if (!services || services.has(parseEntityRef(record.entityRef).name)) {
        await this.reconcile(record.id);
      }
    }
  }

  /** Brings one up to date. Does not fail when Argo CD or the Git host does not answer: the next run tries again. */
  reconcile(id: string): Promise<void> {
    return this.#runs.run(id, undefined, () =>
      withDeadline(DEADLINE_MS, () => this.#reconcile(id)).catch(error =>
        this.#options.logger.warn(
          `Emergency rollback ${id} could not be reconciled, and will be tried again: ${stringifyError(
            error,
          )}`,
        ),
      ),
    );
  }

  /** The same without opening the pull request that is owed, which may take long. */
  async judge(record: EmergencyRollbackRecord): Promise<void> {
    const { logger, services } = this.#options;
    try {
      await this.#judge(record, await services.resolve(record.entityRef));
    } catch (error) {
      logger.warn(
        `What became of the emergency rollback ${
          record.id
        } is not known yet: ${stringifyError(error)}`,
      );
    }
  }

  stop(): void {
    this.#timers.forEach(clearTimeout);
    this.#timers.clear();
  }

  async #reconcile(id: string): Promise<void> {
    const { store, services } = this.#options;
    const known = await store.get(id);
    if (!known || FINAL_EMERGENCY_STATUSES.includes(known.status)) {
      return;
    }
    const service = await services.resolve(known.entityRef);
    await this.#judge(known, service);
    const current = await store.get(id);
    if (current?.status === 'requested') {
      this.#lookAgain(id);
    }
    if (current && isOwed(current)) {
      await this.#openPullRequest(current, service);
    }
  }

  /** While Argo CD does not answer nothing is judged. */
  async #judge(
    record: EmergencyRollbackRecord,
    service: ResolvedService,
  ): Promise<void> {
    const { agreement, logger, store, onChange } = this.#options;
    const { entityRef, environment, release } = record;
    const application = await this.#look(record, service);
    if (!application) {
      return;
    }
    const source = serviceSourceOf(service.entity);
    const deployed = deployedRevisions(application, source);
    const progress = await judgeEmergencyRollback(
      record,
      {
        history: application.history.map(({ id }, index) => ({
          id,
          revision: deployed[index].revision,
        })),
        operation: operationStatusOf(application, source),
        comparedRevision: comparedRevision(application, source),
        isFresh: record.status === 'requested',
        now: new Date(),
      },
      commit => agreement.agrees(service, environment, commit, release),
    );
    if (
      progress.status !== record.status &&
      (await store.update(record, progress))
    ) {
      await this.#audit(record, { status: progress.status });
      logger.info(
        `Emergency rollback ${record.id} of ${entityRef} in ${environment}: ${record.status} → ${progress.status}`,
      );
      onChange(entityRef);
    }
  }

  /** Asked for just now while it is not known what Argo CD did. */
  async #look(
    { environment, instance, application, status }: EmergencyRollbackRecord,
    service: ResolvedService,
  ): Promise<ApplicationRecord | undefined> {
    const { readModel } = this.#options;
    const { instances } = readModel;
    const found = findApplication(
      environmentOf(service, environment),
      readModel.find(service.name),
      instances,
    );
    if (
      !found ||
      found.hidden ||
      found.instance !== instance ||
      `${found.namespace}/${found.name}` !== application
    ) {
      return undefined;
    }
    if (status === 'requested') {
      const { api, read, upsert } = readModel.instance(instance);
      const answer = await api.get(found).catch(() => undefined);
      if (answer) {
        upsert(answer);
      }
      return answer ? read(answer) : undefined;
    }
    const isReachable = instances.some(
      each => each.status.name === instance && each.status.reachable,
    );
    return isReachable ? found : undefined;
  }

  async #openPullRequest(
    record: EmergencyRollbackRecord,
    service: ResolvedService,
  ): Promise<void> {
    const { deployments, rollbacks, store, onChange } = this.#options;
    const { id, entityRef, reason, requester } = record;
    const deployment = await deployments.get(record.deployment);
    if (!deployment) {
      return;
    }
    const { promotion } = await rollbacks.open(
      service,
      { deployment, reason, emergency: id },
      requester,
    );
    if (await store.setPromotion(id, promotion.id)) {
      await this.#audit(record, {
        step: 'pull-request',
        promotion: promotion.id,
      });
      onChange(entityRef);
    }
  }

  /** Attempts that fail are in the log: they come each minute. */
  #audit(
    { id, entityRef, environment, by }: EmergencyRollbackRecord,
    meta: JsonObject,
  ): Promise<void> {
    return audited(
      this.#options.auditor,
      {
        eventId: 'emergency-rollback-update',
        severityLevel: 'medium',
        meta: { rollback: id, entityRef, environment, by, ...meta },
      },
      async () => {},
    );
  }

  /** No event says that an answer is lost for good. */
  #lookAgain(id: string): void {
    clearTimeout(this.#timers.get(id));
    const timer = setTimeout(() => {
      this.#timers.delete(id);
      this.reconcile(id);
    }, LOOK_AGAIN_MS);
    timer.unref();
    this.#timers.set(id, timer);
  }
}

/** Whether Argo CD runs, or is about to run, what Git does not name, and nobody was asked to merge it yet. */
function isOwed({
  status,
  acceptedAt,
  promotion,
}: EmergencyRollbackRecord): boolean {
  return (
    promotion === undefined &&
    (status === 'applied' ||
      (status === 'requested' && acceptedAt !== undefined))
  );
}
