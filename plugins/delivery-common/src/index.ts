/**
 * Vocabulary, API types, permissions and pure rules of service delivery.
 *
 * @packageDocumentation
 */
export * from './vocabulary';
export * from './types';
export * from './permissions';
export * from './constants';
export * from './ServiceEntity';
export * from './worstHealth';
export * from './parseImage';
export * from './formatRelease';
export * from './compareReleases';
export * from './deriveTransitions';
export * from './derivePromotionStatus';
export * from './summarizeDelivery';
