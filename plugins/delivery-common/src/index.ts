/**
 * Vocabulary, API types, permissions and pure rules of service delivery.
 *
 * @packageDocumentation
 */
export * from './vocabulary';
export * from './reason/ClusterReason';
export * from './reason/Reason';
export * from './reason/clusterReasonTexts';
export * from './reason/createReason';
export * from './reason/formatReason';
export * from './reason/ReasonLanguage';
export * from './reason/reasonTexts';
export * from './permissions';
export * from './constants';
export * from './client/DeliveryTransport';
export * from './client/HistoryTransport';
export * from './client/LineTransport';
export * from './client/ResourceTransport';
export * from './client/RollbackTransport';
export * from './client/SlaTransport';
export * from './client/TrainTransport';
export type {
  DeliveryCallOptions,
  TransportOptions,
} from './client/createSend';
export * from './client/NoResponseError';
export * from './deployment/Deployment';
export * from './deployment/DeploymentQuery';
export * from './deployment/DoraMetrics';
export * from './environment/EnvironmentRef';
export * from './environment/EnvironmentStatus';
export * from './environment/InstanceStatus';
export * from './environment/RolloutProgress';
export * from './environment/SyncRequest';
export * from './environment/healthWords';
export * from './environment/worstHealth';
export * from './fleet/Fleet';
export * from './fleet/deriveFleetRow';
export * from './fleet/environmentColumns';
export * from './fleet/fleetLag';
export * from './fleet/fleetNeed';
export * from './gate/GateResult';
export * from './gate/PromotionPolicy';
export * from './gate/gateTitles';
export * from './gate/isJudgedLater';
export * from './gate/isHolding';
export * from './gate/isQuietGate';
export * from './line/Line';
export * from './promotion/ChosenRelease';
export * from './promotion/ClusterChanges';
export * from './promotion/EnvironmentTransition';
export * from './promotion/Promotion';
export * from './promotion/PromotionFacts';
export * from './promotion/PromotionFiles';
export * from './promotion/PromotionOverride';
export * from './promotion/PromotionPreview';
export * from './promotion/PromotionsUnderWay';
export * from './promotion/SourceCommits';
export * from './promotion/Train';
export * from './promotion/derivePromotionStatus';
export * from './promotion/deriveTransitions';
export * from './promotion/releaseChoices';
export * from './release/Release';
export * from './release/ReleaseDetails';
export * from './release/compareReleases';
export * from './release/formatRelease';
export {
  formatImage,
  type ImageReference,
  parseImage,
} from '@stonegarden/gitops-manifests';
export * from './release/CommitSummary';
export * from './resources/EnvironmentDiff';
export * from './resources/EnvironmentEvents';
export * from './resources/EnvironmentResources';
export * from './resources/PodLog';
export * from './resources/SyncPreview';
export * from './resources/SyncWindows';
export * from './rollback/Rollback';
export * from './rollback/RollbackDetails';
export * from './rollback/RolledBackRelease';
export * from './service/OrphanedService';
export * from './service/ServiceDelivery';
export * from './service/ServiceEntity';
export * from './service/ServiceOrigins';
export * from './service/isFromSource';
export * from './service/readManifestSource';
export * from './service/readServiceEntity';
export * from './service/summarizeDelivery';
export * from './sla/MeasuredSla';
