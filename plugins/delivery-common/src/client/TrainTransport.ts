import type { Train, TrainPreview, TrainRequest } from '../promotion/Train';
import {
  createSend,
  type DeliveryCallOptions,
  type Send,
  type TransportOptions,
} from './createSend';
import { deliveryPaths } from './deliveryPaths';

/**
 * Promotions of several services together. Errors as for {@link DeliveryTransport}.
 *
 * @public
 */
export class TrainTransport {
  readonly #send: Send;

  constructor(options: TransportOptions) {
    this.#send = createSend(options);
  }

  async preview(
    request: TrainRequest,
    call: DeliveryCallOptions,
  ): Promise<TrainPreview> {
    return this.#send('POST', deliveryPaths.trainPreview(), call, request);
  }

  /** Opens the pull requests. The same request twice leads to the same train, and to the same pull requests. */
  async open(request: TrainRequest, call: DeliveryCallOptions): Promise<Train> {
    return this.#send('POST', deliveryPaths.trains(), call, request);
  }

  async get(id: string, call: DeliveryCallOptions): Promise<Train> {
    return this.#send('GET', deliveryPaths.train(id), call);
  }

  /** Tries again to open what has no promotion yet. */
  async retry(id: string, call: DeliveryCallOptions): Promise<Train> {
    return this.#send('POST', deliveryPaths.trainRetry(id), call);
  }
}
