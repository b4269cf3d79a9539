/**
 * Kubernetes manifests for services whose truth is a `service.yaml`. Pure: text in, text out.
 *
 * @packageDocumentation
 */
export * from './NewService';
export * from './RenderedFile';
export { parseImageReference } from './imageReference';
export type { ImageReference } from './imageReference';
export { checkNewService } from './checkNewService';
export type { NewServiceProblem } from './checkNewService';
export { defaultNamespace, serviceDirectory } from './planService';
export { renderService } from './renderService';
export * from './kustomizationImages';
export * from './kustomizationEdit';
export * from './kustomizationDiff';
export type { KustomizationResult } from './kustomizationDocument';
export { addTeamNamespaces } from './addTeamNamespaces';
export type { TeamFiles } from './addTeamNamespaces';
export type { TeamNamespace } from './teamDocuments';
export { findsService } from './findsService';
export { isServiceFolderFile } from './folder/isServiceFolderFile';
export { checkServiceFolder } from './folder/checkServiceFolder';
export { checkServiceTree } from './folder/checkServiceTree';
export type { ServiceTree, ServiceTreeResult } from './folder/checkServiceTree';
export type {
  EnvironmentRelease,
  ServiceFolder,
  ServiceFolderResult,
} from './folder/ServiceFolder';
