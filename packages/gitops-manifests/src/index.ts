/**
 * Kubernetes manifests for services whose truth is a `service.yaml`. Pure: text in, text out.
 *
 * @packageDocumentation
 */
export * from './service/NewService';
export * from './service/RenderedFile';
export { formatImage, parseImage, parseImageReference } from './image';
export type { ImageReference } from './image';
export * from './isFloatingTag';
export { checkNewService } from './service/checkNewService';
export type { NewServiceProblem } from './service/NewServiceProblem';
export { defaultNamespace, serviceDirectory } from './service/planService';
export * from './slo/sloRules';
export { renderService } from './service/renderService';
export * from './kustomize/kustomizationNames';
export * from './kustomize/kustomizationImages';
export * from './kustomize/kustomizationEdit';
export * from './kustomize/kustomizationDiff';
export type { KustomizationResult } from './kustomize/kustomizationDocument';
export * from './helm/HelmEnvironment';
export * from './helm/findHelmFiles';
export * from './helm/HelmFiles';
export * from './helm/helmRelease';
export type { HelmSettings } from './helm/helmSettings';
export * from './render/RenderedEnvironment';
export * from './render/RepositoryFile';
export { checkPinEdit } from './render/checkPinEdit';
export { readRenderedImages } from './render/readRenderedImages';
export { readRenderedManifests } from './render/readRenderedManifests';
export { releaseImages } from './render/releaseImages';
export { renderImages } from './render/renderImages';
export * from './render/renderManifests';
export * from './rights/describeRights';
export { addTeamNamespaces } from './team/addTeamNamespaces';
export type { TeamFiles } from './team/addTeamNamespaces';
export type { TeamNamespace } from './team/teamDocuments';
export * from './team/projectDestinations';
export { findsService } from './service/findsService';
export { isServiceFolderFile } from './checks/isServiceFolderFile';
export type { ImageRules } from './checks/checkImages';
export { checkServiceFolder } from './checks/checkServiceFolder';
export { checkServiceTree } from './checks/checkServiceTree';
export {
  diagnoseForeignManifest,
  diagnoseNoManifest,
} from './checks/diagnoseForeignManifest';
export { serviceAround } from './checks/serviceAround';
export type { ServiceTreeResult } from './checks/checkServiceTree';
export type {
  EnvironmentRelease,
  ServiceFolder,
  ServiceFolderResult,
} from './checks/ServiceFolder';
export type { ServiceTree } from './checks/ServiceTree';
export { planVersionChange } from './applicationSets/planVersionChange';
export type {
  ManifestChange,
  VersionChangePlan,
} from './applicationSets/planVersionChange';
