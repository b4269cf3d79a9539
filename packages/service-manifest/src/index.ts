/**
 * The schema of `service.yaml`: parsing with positions, normalisation and checks. Pure and isomorphic.
 *
 * @packageDocumentation
 */
export * from './ServiceManifest';
export * from './Diagnostic';
