/**
 * The schema of `service.yaml`: parsing with positions, normalisation and checks. Pure and isomorphic.
 *
 * @packageDocumentation
 */
export * from './names';
export * from './ServiceManifest';
export * from './Diagnostic';
export * from './parseServiceManifest';
export * from './locateManifest';
export * from './checkManifestSet';
export { DependencyResolver } from './DependencyResolver';
export * from './diagnoseManifest';
export * from './convertManifest';
export * from './manifestJsonSchema';
export * from './problems/explainProblem';
export * from './problems/exampleFiles';
export type { ProblemExplanation } from './problems/ProblemExplanation';
export * from './parseTeams';
export {
  serviceManifestSchema,
  serviceManifestV1beta1Schema,
  type ServiceManifestDocument,
} from './manifestSchema';
export { suggest } from './suggest';
