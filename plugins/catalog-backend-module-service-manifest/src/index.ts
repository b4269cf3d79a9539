/**
 * A catalog module that turns service.yaml files into entities.
 *
 * @packageDocumentation
 */
export { catalogModuleServiceManifest as default } from './module';
