/**
 * The backend of service delivery.
 *
 * @packageDocumentation
 */
export { deliveryPlugin as default } from './plugin';
