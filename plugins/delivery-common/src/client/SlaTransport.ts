import type { MeasuredSla } from '../sla/MeasuredSla';
import {
  createSend,
  type DeliveryCallOptions,
  type Send,
  type TransportOptions,
} from './createSend';
import { deliveryPaths } from './deliveryPaths';

/**
 * What is measured of SLAs. Errors as for {@link DeliveryTransport}.
 *
 * @public
 */
export class SlaTransport {
  readonly #send: Send;

  constructor(options: TransportOptions) {
    this.#send = createSend(options);
  }

  /** Of every environment of a service; one whose Prometheus does not answer says so, and the others are as ever. */
  async getMeasuredSla(
    entityRef: string,
    call: DeliveryCallOptions,
  ): Promise<MeasuredSla> {
    return this.#send('GET', deliveryPaths.sla(entityRef), call);
  }
}
