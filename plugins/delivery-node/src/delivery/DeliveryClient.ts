import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  type DeliveryCallOptions,
  DeliveryTransport,
  NoResponseError,
  type Promotion,
  type PromotionPreview,
  type PromotionRequest,
  type RollbackPreview,
  type RollbackRequest,
  RollbackTransport,
  type ServiceDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  DeliveryService,
  DeliveryServiceRequestOptions,
} from './DeliveryService';
import { OPENING_DEADLINE_MS } from './openingDeadline';

/** Opening a promotion takes longest; its answer must still come back, also when its time is up. */
const REQUEST_TIMEOUT_MS = OPENING_DEADLINE_MS + 10_000;

const DOMAIN_ERRORS = {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
};

function isDomainError(name: string): name is keyof typeof DOMAIN_ERRORS {
  return Object.hasOwn(DOMAIN_ERRORS, name);
}

/** The error that delivery-backend threw, as if it had been thrown here. */
function toDomainError(error: unknown): unknown {
  if (error instanceof NoResponseError) {
    return new ServiceUnavailableError(
      'Service delivery does not answer. Asking again is safe: the same promotion leads to the same pull request.',
    );
  }
  if (!ResponseError.is(error)) return error;
  const { name, message } = error.cause;
  return isDomainError(name) ? new DOMAIN_ERRORS[name](message) : error;
}

/**
 * Calls delivery-backend over HTTP, on behalf of whoever the credentials belong to.
 *
 * @internal
 */
export class DeliveryClient implements DeliveryService {
  readonly #auth: AuthService;
  readonly #transport: DeliveryTransport;
  readonly #rollbacks: RollbackTransport;
  readonly #timeoutMs: number;

  constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    timeoutMs?: number;
  }) {
    this.#auth = options.auth;
    const transport = { discoveryApi: options.discovery };
    this.#transport = new DeliveryTransport(transport);
    this.#rollbacks = new RollbackTransport(transport);
    this.#timeoutMs = options.timeoutMs ?? REQUEST_TIMEOUT_MS;
  }

  async getService(
    entityRef: string,
    options: DeliveryServiceRequestOptions,
  ): Promise<ServiceDelivery> {
    return this.#send(options, call =>
      this.#transport.getService(entityRef, call),
    );
  }

  async previewPromotion(
    entityRef: string,
    request: PromotionRequest,
    options: DeliveryServiceRequestOptions,
  ): Promise<PromotionPreview> {
    return this.#send(options, call =>
      this.#transport.previewPromotion(entityRef, request, call),
    );
  }

  async openPromotion(
    entityRef: string,
    request: PromotionRequest,
    options: DeliveryServiceRequestOptions,
  ): Promise<Promotion> {
    return this.#send(options, call =>
      this.#transport.openPromotion(entityRef, request, call),
    );
  }

  async previewRollback(
    entityRef: string,
    request: RollbackRequest,
    options: DeliveryServiceRequestOptions,
  ): Promise<RollbackPreview> {
    return this.#send(options, call =>
      this.#rollbacks.preview(entityRef, request, call),
    );
  }

  async openRollback(
    entityRef: string,
    request: RollbackRequest,
    options: DeliveryServiceRequestOptions,
  ): Promise<Promotion> {
    return this.#send(options, call =>
      this.#rollbacks.open(entityRef, request, call),
    );
  }

  async getPromotion(
    id: string,
    options: DeliveryServiceRequestOptions,
  ): Promise<Promotion> {
    return this.#send(options, call => this.#transport.getPromotion(id, call));
  }

  async #send<T>(
    options: DeliveryServiceRequestOptions,
    send: (call: DeliveryCallOptions) => Promise<T>,
  ): Promise<T> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: options.credentials,
      targetPluginId: 'delivery',
    });
    try {
      return await send({
        headers: { Authorization: `Bearer ${token}` },
        timeoutMs: this.#timeoutMs,
      });
    } catch (error) {
      throw toDomainError(error);
    }
  }
}
