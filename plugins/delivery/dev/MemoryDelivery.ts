import type {
  Promotion,
  PromotionRequest,
  PromotionStatus,
  ServiceDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryApi } from '../src';
import {
  promotion,
  promotionPreview,
  serviceDelivery,
  summary,
} from '../src/__testUtils__/delivery';

const LIFE: PromotionStatus[] = [
  'open',
  'merged',
  'syncing',
  'verifying',
  'succeeded',
];
const STEP_MS = 4_000;

/** Keeps services in the page's memory and lets a promotion pass through its life in seconds. */
export class MemoryDelivery implements DeliveryApi {
  readonly #states: Record<string, Partial<ServiceDelivery>>;
  #promotion?: Promotion;
  #startedAt = 0;

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

  async getPromotion() {
    return this.#current() ?? promotion();
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

  async syncEnvironment() {
    await pause();
    return { kind: 'sync' as const, phase: 'Running' as const };
  }

  async getOrphanedServices() {
    return [];
  }

  async getInstances() {
    return serviceDelivery().instances;
  }

  #current(): Promotion | undefined {
    const step = Math.floor((Date.now() - this.#startedAt) / STEP_MS);
    return (
      this.#promotion && {
        ...this.#promotion,
        status: LIFE[Math.min(step, LIFE.length - 1)],
      }
    );
  }
}

function pause() {
  return new Promise(resolve => {
    setTimeout(resolve, 400);
  });
}
