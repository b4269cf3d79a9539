/**
 * Signal channel that says which service changed; the message is a {@link DeliverySignal}.
 *
 * @public
 */
export const DELIVERY_SIGNAL_CHANNEL = 'delivery:service';

/**
 * Names the service that changed, never its content: content is fetched with the viewer's own rights.
 * `entityRef` is absent when an instance's reachability changed and any service may be concerned.
 *
 * @public
 */
// Assignable to JsonObject, which no interface is.
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
export type DeliverySignal = { entityRef?: string };

/**
 * Services whose summaries one request may ask for.
 *
 * @public
 */
export const MAX_SUMMARIES_PER_REQUEST = 200;
