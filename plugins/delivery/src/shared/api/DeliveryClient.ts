import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import type { ScaffolderApi } from '@backstage/plugin-scaffolder-common';
import type {
  InstanceStatus,
  OperationStatus,
  Promotion,
  PromotionPreview,
  PromotionRequest,
  ServiceDelivery,
  ServiceDeliverySummary,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryApi, DeliveryRequestOptions } from './DeliveryApi';
import { DeliveryRequestError, kindOfStatus } from './DeliveryRequestError';
import { runPromotionTask } from './runPromotionTask';

const READ_TIMEOUT_MS = 15_000;
/** A preview reads from the Git host, a sync waits for Argo CD's word. */
const SLOW_TIMEOUT_MS = 30_000;
const SUMMARY_CHUNK = 200;

/**
 * Talks to delivery-backend, and to the scaffolder for opening promotions. Writes are never repeated by itself.
 *
 * @public
 */
export class DeliveryClient implements DeliveryApi {
  readonly #discovery: DiscoveryApi;
  readonly #fetch: FetchApi;
  readonly #scaffolder: ScaffolderApi;

  constructor(options: {
    discoveryApi: DiscoveryApi;
    fetchApi: FetchApi;
    scaffolderApi: ScaffolderApi;
  }) {
    this.#discovery = options.discoveryApi;
    this.#fetch = options.fetchApi;
    this.#scaffolder = options.scaffolderApi;
  }

  getService(entityRef: string, options?: DeliveryRequestOptions) {
    return this.#request<ServiceDelivery>(servicePath(entityRef), options);
  }

  async getSummaries(entityRefs: string[], options?: DeliveryRequestOptions) {
    const chunks: string[][] = [];
    for (let start = 0; start < entityRefs.length; start += SUMMARY_CHUNK) {
      chunks.push(entityRefs.slice(start, start + SUMMARY_CHUNK));
    }
    const answers = await Promise.all(
      chunks.map(chunk =>
        this.#request<{ items: Array<ServiceDeliverySummary | null> }>(
          '/summaries',
          options,
          { method: 'POST', body: { entityRefs: chunk } },
        ),
      ),
    );
    const summaries = new Map<string, ServiceDeliverySummary>();
    for (const item of answers.flatMap(answer => answer.items)) {
      if (item) summaries.set(item.entityRef, item);
    }
    return summaries;
  }

  previewPromotion(
    entityRef: string,
    request: PromotionRequest,
    options?: DeliveryRequestOptions,
  ) {
    return this.#request<PromotionPreview>(
      `${servicePath(entityRef)}/promotions/preview`,
      options,
      { method: 'POST', body: request, timeout: SLOW_TIMEOUT_MS },
    );
  }

  async openPromotion(
    entityRef: string,
    request: PromotionRequest,
    options?: DeliveryRequestOptions,
  ) {
    const { promotionId } = await runPromotionTask(this.#scaffolder, {
      entityRef,
      ...request,
      signal: options?.signal,
    });
    if (promotionId) {
      return this.getPromotion(promotionId, options);
    }
    // The task ended well but its outputs were lost with the log stream: the record is in the list.
    const { items } = await this.#request<{ items: Promotion[] }>(
      `${servicePath(entityRef)}/promotions`,
      options,
    );
    const found = items.find(
      item => item.from === request.from && item.to === request.to,
    );
    if (!found) {
      throw new DeliveryRequestError('failed', '', newRequestId());
    }
    return found;
  }

  getPromotion(id: string, options?: DeliveryRequestOptions) {
    return this.#request<Promotion>(
      `/promotions/${encodeURIComponent(id)}`,
      options,
    );
  }

  async syncEnvironment(
    entityRef: string,
    environment: string,
    options?: DeliveryRequestOptions,
  ) {
    const { operation } = await this.#request<{ operation: OperationStatus }>(
      `${servicePath(entityRef)}/environments/${encodeURIComponent(
        environment,
      )}/sync`,
      options,
      { method: 'POST', timeout: SLOW_TIMEOUT_MS },
    );
    return operation;
  }

  async getInstances(options?: DeliveryRequestOptions) {
    const { items } = await this.#request<{ items: InstanceStatus[] }>(
      '/instances',
      options,
    );
    return items;
  }

  async #request<T>(
    path: string,
    options: DeliveryRequestOptions = {},
    init: { method?: 'GET' | 'POST'; body?: object; timeout?: number } = {},
  ): Promise<T> {
    const requestId = newRequestId();
    const timeout = AbortSignal.timeout(init.timeout ?? READ_TIMEOUT_MS);
    const signal = options.signal
      ? AbortSignal.any([timeout, options.signal])
      : timeout;
    let response: Response;
    try {
      const baseUrl = await this.#discovery.getBaseUrl('delivery');
      response = await this.#fetch.fetch(`${baseUrl}${path}`, {
        method: init.method ?? 'GET',
        signal,
        headers: {
          'X-Request-Id': requestId,
          ...(init.body ? { 'Content-Type': 'application/json' } : {}),
        },
        ...(init.body ? { body: JSON.stringify(init.body) } : {}),
      });
      if (response.ok) {
        return (await response.json()) as T;
      }
    } catch (error) {
      // An abort by the caller is no failure of the portal.
      options.signal?.throwIfAborted();
      throw new DeliveryRequestError(
        timeout.aborted ? 'timeout' : 'network',
        '',
        requestId,
      );
    }
    const error = await ResponseError.fromResponse(response);
    throw new DeliveryRequestError(
      kindOfStatus(response.status),
      error.body.error.message,
      requestId,
    );
  }
}

function servicePath(entityRef: string): string {
  const { namespace, name } = parseEntityRef(entityRef);
  return `/services/${encodeURIComponent(namespace)}/${encodeURIComponent(
    name,
  )}`;
}

function newRequestId(): string {
  // Not crypto.randomUUID: that needs a secure context, and a portal may be tried over plain HTTP on a LAN.
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
