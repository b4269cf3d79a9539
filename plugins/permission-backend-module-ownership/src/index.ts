/**
 * The permission policy of service delivery.
 *
 * @packageDocumentation
 */
export { permissionModuleOwnership as default } from './module';
export * from './AccessConfig';
export * from './OwnershipPolicy';
export * from './readAccessConfig';
