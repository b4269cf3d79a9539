import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type {
  Promotion,
  PromotionPreview,
  PromotionRequest,
  ServiceDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  DeliveryService,
  DeliveryServiceRequestOptions,
} from './DeliveryService';

/** Opening a promotion asks the Git host some ten times. */
const REQUEST_TIMEOUT = 60_000;

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

/** The error delivery-backend threw, as if it had been thrown here. */
async function toError(response: Response): Promise<Error> {
  const error = await ResponseError.fromResponse(response);
  const { name, message } = error.cause;
  return isDomainError(name) ? new DOMAIN_ERRORS[name](message) : error;
}

function servicePath(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef, {
    defaultKind: 'component',
    defaultNamespace: 'default',
  });
  if (kind.toLocaleLowerCase('en-US') !== 'component') {
    throw new InputError(
      `${entityRef} is not a service: only entities of kind Component are`,
    );
  }
  return `/services/${encodeURIComponent(namespace)}/${encodeURIComponent(
    name,
  )}`;
}

/**
 * Calls delivery-backend over HTTP, on behalf of whoever the credentials belong to.
 *
 * @internal
 */
export class DeliveryClient implements DeliveryService {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;
  readonly #timeout: number;

  constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    /** Milliseconds. */
    timeout?: number;
  }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
    this.#timeout = options.timeout ?? REQUEST_TIMEOUT;
  }

  async getService(
    entityRef: string,
    options: DeliveryServiceRequestOptions,
  ): Promise<ServiceDelivery> {
    return this.#request('GET', servicePath(entityRef), options);
  }

  async previewPromotion(
    entityRef: string,
    request: PromotionRequest,
    options: DeliveryServiceRequestOptions,
  ): Promise<PromotionPreview> {
    const path = `${servicePath(entityRef)}/promotions/preview`;
    return this.#request('POST', path, options, request);
  }

  async openPromotion(
    entityRef: string,
    request: PromotionRequest,
    options: DeliveryServiceRequestOptions,
  ): Promise<Promotion> {
    const path = `${servicePath(entityRef)}/promotions`;
    return this.#request('POST', path, options, request);
  }

  async getPromotion(
    id: string,
    options: DeliveryServiceRequestOptions,
  ): Promise<Promotion> {
    return this.#request(
      'GET',
      `/promotions/${encodeURIComponent(id)}`,
      options,
    );
  }

  async #request<T>(
    method: 'GET' | 'POST',
    path: string,
    options: DeliveryServiceRequestOptions,
    body?: PromotionRequest,
  ): Promise<T> {
    const [baseUrl, { token }] = await Promise.all([
      this.#discovery.getBaseUrl('delivery'),
      this.#auth.getPluginRequestToken({
        onBehalfOf: options.credentials,
        targetPluginId: 'delivery',
      }),
    ]);
    let response: Response;
    try {
      response = await fetch(`${baseUrl}${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          ...(body ? { 'Content-Type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: AbortSignal.timeout(this.#timeout),
      });
    } catch {
      throw new ServiceUnavailableError(
        'Service delivery does not answer. Asking again is safe: the same promotion leads to the same pull request.',
      );
    }
    if (!response.ok) {
      throw await toError(response);
    }
    return response.json();
  }
}
