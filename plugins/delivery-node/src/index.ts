/**
 * Ports of service delivery that other packages may call or implement.
 *
 * @packageDocumentation
 */
export * from './DeliveryService';
export * from './GitOpsHost';
export * from './deliveryServiceRef';
export * from './gitOpsHostsServiceRef';
