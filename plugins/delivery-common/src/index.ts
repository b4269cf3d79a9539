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
