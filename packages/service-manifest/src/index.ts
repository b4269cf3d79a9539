/**
 * The schema of `service.yaml`: parsing with positions, normalization and checks. Pure and isomorphic.
 *
 * @packageDocumentation
 */
export * from './names';
export * from './schema/ServiceManifest';
export * from './yaml/ManifestPosition';
export * from './diagnostics/Diagnostic';
export * from './diagnostics/createDiagnostic';
export * from './parseServiceManifest';
export * from './path/promotionPath';
export * from './schema/helmReleaseSchema';
export * from './schema/locateManifest';
export * from './checks/checkManifestSet';
export * from './checks/KnownService';
export * from './checks/ResolvedDependency';
export { DependencyResolver } from './checks/DependencyResolver';
export * from './checks/diagnoseManifest';
export { matchesNamespacePattern } from './checks/matchesNamespacePattern';
export {
  DEFAULT_RESERVED_NAMESPACES,
  reservedBy,
} from './checks/reservedNamespaces';
export * from './versions/convertManifest';
export * from './schema/manifestJsonSchema';
export * from './problems/explainProblem';
export * from './problems/exampleFiles';
export type { ProblemExplanation } from './problems/ProblemExplanation';
export * from './parseTeams';
export {
  serviceManifestSchema,
  serviceManifestV1beta1Schema,
  type ServiceManifestDocument,
} from './schema/manifestSchema';
export * from './schema/cronSchedule';
export { parseResource } from './schema/parseQuantities';
export { suggest } from './diagnostics/suggest';
