import { parseEntityRef } from '@backstage/catalog-model';
import {
  compareFleetRows,
  deriveFleetRow,
  type EmergencyRollback,
  type EmergencyRollbackRequest,
  type EnvironmentHistory,
  type Promotion,
  type PromotionRequest,
  type PromotionStatus,
  type RollbackRequest,
  type ServiceDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryApi, RollbackApi } from '../src';
import {
  promotion,
  promotionPreview,
  serviceDelivery,
  serviceEntity,
  summary,
} from '../src/__testUtils__/delivery';
import {
  candidate,
  emergencyRollback,
  otherChanges,
  rollback,
  rollbackPreview,
} from '../src/__testUtils__/rollback';

const LIFE: PromotionStatus[] = [
  'open',
  'merged',
  'syncing',
  'verifying',
  'succeeded',
];
const STEP_MS = 4_000;

/** How far something is that was opened at that time (ms since the epoch). */
function lived(opened: Promotion, startedAt: number): Promotion {
  const step = Math.floor((Date.now() - startedAt) / STEP_MS);
  return { ...opened, status: LIFE[Math.min(step, LIFE.length - 1)] };
}

/** Keeps services in the page's memory and lets a promotion, or a rollback, pass through its life in seconds. */
export class MemoryDelivery implements DeliveryApi, RollbackApi {
  readonly #states: Record<string, Partial<ServiceDelivery>>;
  #promotion?: Promotion;
  #startedAt = 0;
  #rollback?: { opened: Promotion; startedAt: number };
  #emergency?: EmergencyRollback;

  /** What differs from a usual service, by entity ref. */
  constructor(states: Record<string, Partial<ServiceDelivery>>) {
    this.#states = states;
  }

  async getService(entityRef: string) {
    await pause();
    const current = this.#current();
    const state = serviceDelivery(this.#states[entityRef]);
    return {
      ...state,
      entityRef,
      histories: state.histories.map(history =>
        this.#historyOf(history, entityRef),
      ),
      transitions: state.transitions.map(transition =>
        current &&
        current.entityRef === entityRef &&
        current.to === transition.to &&
        current.status !== 'succeeded'
          ? { ...transition, state: 'under-way' as const, promotion: current }
          : transition,
      ),
    };
  }

  async getSummaries(entityRefs: string[]) {
    await pause();
    return new Map(
      entityRefs.map((ref, index) => [
        ref,
        summary(
          ref,
          index % 4 === 3 ? { health: 'Degraded', environments: [] } : {},
        ),
      ]),
    );
  }

  async previewPromotion(entityRef: string, request: PromotionRequest) {
    await pause();
    return promotionPreview({ entityRef, from: request.from, to: request.to });
  }

  async openPromotion(entityRef: string, request: PromotionRequest) {
    await pause();
    this.#startedAt = Date.now();
    this.#promotion = promotion({
      entityRef,
      from: request.from,
      to: request.to,
    });
    return this.#promotion;
  }

  async getPromotion(id?: string) {
    const back = this.#rollingBack();
    return back && back.id === id ? back : this.#current() ?? promotion();
  }

  async getCandidates() {
    await pause();
    return [candidate()];
  }

  async previewRollback(entityRef: string, request: RollbackRequest) {
    await pause();
    const { environment, scope } = request;
    return rollbackPreview({
      entityRef,
      environment,
      scope,
      otherChanges: otherChanges(),
      emergency: { method: 'rollback' },
    });
  }

  async openRollback(entityRef: string, request: RollbackRequest) {
    await pause();
    const { environment, reason } = request;
    const opened = rollback({
      entityRef,
      from: environment,
      to: environment,
      requestReason: reason,
    });
    this.#rollback = { opened, startedAt: Date.now() };
    return opened;
  }

  async openEmergencyRollback(
    entityRef: string,
    environment: string,
    { deployment, reason }: EmergencyRollbackRequest,
  ) {
    const { id } = await this.openRollback(entityRef, {
      environment,
      deployment,
      scope: 'versions',
      reason,
    });
    this.#emergency = emergencyRollback({
      entityRef,
      environment,
      deployment,
      reason,
      promotion: id,
      requestedAt: new Date().toISOString(),
    });
    return this.#emergency;
  }

  async runRolloutAction() {
    await pause();
  }

  async getPromotionFiles() {
    await pause();
    return { items: promotionPreview().files, complete: true };
  }

  async renewPromotion() {
    await pause();
    return this.#current() ?? promotion();
  }

  async approvePromotion() {
    return this.renewPromotion();
  }

  async overridePromotion() {
    return this.renewPromotion();
  }

  async syncEnvironment() {
    await pause();
    return { kind: 'sync' as const, phase: 'Running' as const };
  }

  async getPromotionsUnderWay() {
    return { items: [], total: 0 };
  }

  async getFleet() {
    await pause();
    const productionEnvironments = ['production'];
    const items = Object.entries(this.#states).map(([entityRef, state]) =>
      deriveFleetRow(
        {
          entityRef,
          entity: serviceEntity({}, parseEntityRef(entityRef).name),
          environments: serviceDelivery(state).environments,
          promotions: [],
          lags: new Map(),
        },
        productionEnvironments,
      ),
    );
    return { items: items.sort(compareFleetRows), productionEnvironments };
  }

  async getOrphanedServices() {
    return [];
  }

  async getInstances() {
    return serviceDelivery().instances;
  }

  #current(): Promotion | undefined {
    return this.#promotion && lived(this.#promotion, this.#startedAt);
  }

  #rollingBack(): Promotion | undefined {
    return (
      this.#rollback && lived(this.#rollback.opened, this.#rollback.startedAt)
    );
  }

  #historyOf(
    history: EnvironmentHistory,
    entityRef: string,
  ): EnvironmentHistory {
    const concerned = (of?: { entityRef: string }) =>
      of?.entityRef === entityRef;
    const back = this.#rollingBack();
    if (!back || !concerned(back) || back.to !== history.environment) {
      return history;
    }
    const isOver = back.status === 'succeeded';
    return {
      ...history,
      rollback: isOver ? undefined : back,
      emergency: isOver ? undefined : this.#emergency,
    };
  }
}

function pause() {
  return new Promise(resolve => {
    setTimeout(resolve, 400);
  });
}
