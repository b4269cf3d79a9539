/**
 * A search module that makes services findable by what their manifests say.
 *
 * @packageDocumentation
 */
export { searchModuleServiceManifest as default } from './module';
export { createServiceTransformer } from './createServiceTransformer';
export type { ServiceDocument } from './createServiceTransformer';
