import type { Line, LineStopRequest } from '../line/Line';
import {
  createSend,
  type DeliveryCallOptions,
  type Send,
  type TransportOptions,
} from './createSend';
import { deliveryPaths } from './deliveryPaths';

/**
 * The switch that holds all promotions back. Errors as for {@link DeliveryTransport}.
 *
 * @public
 */
export class LineTransport {
  readonly #send: Send;

  constructor(options: TransportOptions) {
    this.#send = createSend(options);
  }

  async getLine(call: DeliveryCallOptions): Promise<Line> {
    return this.#send('GET', deliveryPaths.line(), call);
  }

  /** Answers with how it is afterwards. Stopping a stopped line changes nothing: who stopped it first, and why, stays. */
  async stopLine(
    request: LineStopRequest,
    call: DeliveryCallOptions,
  ): Promise<Line> {
    return this.#send('POST', deliveryPaths.lineStop(), call, request);
  }

  /** Answers with how it is afterwards, also where it was running already. */
  async resumeLine(call: DeliveryCallOptions): Promise<Line> {
    return this.#send('POST', deliveryPaths.lineResume(), call);
  }
}
