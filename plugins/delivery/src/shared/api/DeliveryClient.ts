import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import type { ScaffolderApi } from '@backstage/plugin-scaffolder-common';
import {
  type ApprovalRequest,
  DeliveryTransport,
  MAX_SUMMARIES_PER_REQUEST,
  type OpenOverrideRequest,
  type PromotionRequest,
  type ServiceDeliverySummary,
  type SyncRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryApi, DeliveryRequestOptions } from './DeliveryApi';
import { DeliveryRequestError } from './DeliveryRequestError';
import { runPromotionTask } from './runPromotionTask';
import { newRequestId, REQUEST_TIMEOUTS_MS, sendRequest } from './sendRequest';

/**
 * Entity ref of the template that comes with the portal.
 *
 * @internal
 */
export const PROMOTION_TEMPLATE = 'template:default/promote-environment';

/**
 * Talks to delivery-backend, and to the scaffolder for opening promotions where it has the template for it. Writes are never repeated by itself.
 *
 * @public
 */
export class DeliveryClient implements DeliveryApi {
  readonly #scaffolder: ScaffolderApi;
  readonly #transport: DeliveryTransport;
  readonly #promotionTemplate: string | false;

  constructor(options: {
    discoveryApi: DiscoveryApi;
    fetchApi: FetchApi;
    scaffolderApi: ScaffolderApi;
    /**
     * Entity ref of the template that opens promotions, `template:default/promote-environment` by default. Where the portal
     * has no such template, and with false, promotions are opened without a task.
     */
    promotionTemplate?: string | false;
  }) {
    this.#promotionTemplate = options.promotionTemplate ?? PROMOTION_TEMPLATE;
    this.#scaffolder = options.scaffolderApi;
    this.#transport = new DeliveryTransport(options);
  }

  async getService(entityRef: string, options?: DeliveryRequestOptions) {
    return sendRequest(options, 'read', call =>
      this.#transport.getService(entityRef, call),
    );
  }

  async getSummaries(entityRefs: string[], options?: DeliveryRequestOptions) {
    const chunks: string[][] = [];
    for (
      let start = 0;
      start < entityRefs.length;
      start += MAX_SUMMARIES_PER_REQUEST
    ) {
      chunks.push(entityRefs.slice(start, start + MAX_SUMMARIES_PER_REQUEST));
    }
    const answers = await Promise.all(
      chunks.map(chunk =>
        sendRequest(options, 'read', call =>
          this.#transport.getSummaries(chunk, call),
        ),
      ),
    );
    const summaries = new Map<string, ServiceDeliverySummary>();
    for (const item of answers.flatMap(answer => answer.items)) {
      if (item) summaries.set(item.entityRef, item);
    }
    return summaries;
  }

  async previewPromotion(
    entityRef: string,
    request: PromotionRequest,
    options?: DeliveryRequestOptions,
  ) {
    return sendRequest(options, 'slow', call =>
      this.#transport.previewPromotion(entityRef, request, call),
    );
  }

  async openPromotion(
    entityRef: string,
    request: PromotionRequest,
    options?: DeliveryRequestOptions,
  ) {
    const { override, ...fields } = request;
    // Templates offer no override: whoever wants one asks delivery-backend itself.
    const task =
      this.#promotionTemplate &&
      !override &&
      (await runPromotionTask(this.#scaffolder, {
        ...fields,
        template: this.#promotionTemplate,
        entityRef,
        timeoutMs: REQUEST_TIMEOUTS_MS.open,
        signal: options?.signal,
      }));
    if (!task) {
      return sendRequest(options, 'open', call =>
        this.#transport.openPromotion(entityRef, request, call),
      );
    }
    if (task.promotionId) {
      return this.getPromotion(task.promotionId, options);
    }
    // The task ended well but its outputs were lost with the log stream: the record is in the list.
    const { items } = await sendRequest(options, 'read', call =>
      this.#transport.getPromotions(entityRef, call),
    );
    const found = items.find(
      item => item.from === request.from && item.to === request.to,
    );
    if (!found) {
      throw new DeliveryRequestError('failed', '', newRequestId());
    }
    return found;
  }

  async getPromotion(id: string, options?: DeliveryRequestOptions) {
    return sendRequest(options, 'read', call =>
      this.#transport.getPromotion(id, call),
    );
  }

  async getPromotionFiles(id: string, options?: DeliveryRequestOptions) {
    return sendRequest(options, 'slow', call =>
      this.#transport.getPromotionFiles(id, call),
    );
  }

  async renewPromotion(id: string, options?: DeliveryRequestOptions) {
    return sendRequest(options, 'open', call =>
      this.#transport.renewPromotion(id, call),
    );
  }

  async approvePromotion(
    id: string,
    request: ApprovalRequest,
    options?: DeliveryRequestOptions,
  ) {
    return sendRequest(options, 'slow', call =>
      this.#transport.approvePromotion(id, request, call),
    );
  }

  async overridePromotion(
    id: string,
    request: OpenOverrideRequest,
    options?: DeliveryRequestOptions,
  ) {
    return sendRequest(options, 'slow', call =>
      this.#transport.overridePromotion(id, request, call),
    );
  }

  async syncEnvironment(
    entityRef: string,
    environment: string,
    options?: DeliveryRequestOptions & SyncRequest,
  ) {
    const request = options?.prune ? { prune: options.prune } : {};
    const { operation } = await sendRequest(options, 'slow', call =>
      this.#transport.syncEnvironment(entityRef, environment, call, request),
    );
    return operation;
  }

  async getFleet(options?: DeliveryRequestOptions) {
    return sendRequest(options, 'read', call => this.#transport.getFleet(call));
  }

  async getOrphanedServices(options?: DeliveryRequestOptions) {
    const { items } = await sendRequest(options, 'read', call =>
      this.#transport.getOrphanedServices(call),
    );
    return items;
  }

  async getPromotionsUnderWay(options?: DeliveryRequestOptions) {
    return sendRequest(options, 'read', call =>
      this.#transport.getPromotionsUnderWay(call),
    );
  }

  async getInstances(options?: DeliveryRequestOptions) {
    const { items } = await sendRequest(options, 'read', call =>
      this.#transport.getInstances(call),
    );
    return items;
  }
}
