/**
 * Ports of service delivery that other packages may call or implement.
 *
 * @packageDocumentation
 */
export * from './delivery/DeliveryService';
export * from './delivery/deliveryServiceRef';
export * from './delivery/openingDeadline';
export * from './gates/Gate';
export * from './gates/gatesExtensionPoint';
export * from './gitHosts/BranchTakenError';
export * from './gitHosts/GitHostProvider';
export * from './gitHosts/GitHosts';
export * from './gitHosts/GitReader';
export * from './gitHosts/RevisionHistory';
export * from './gitHosts/PullRequestEvent';
export * from './gitHosts/PullRequests';
export * from './gitHosts/gitHostProviderServiceRef';
export * from './gitHosts/gitHostsServiceRef';
export * from './gitHosts/hostErrors';
export * from './gitHosts/tryBranches';
export * from './gitHosts/withDeadline';
export * from './identity/CommitAuthors';
export * from './markdown/codeSpan';
export * from './markdown/markdownLine';
export { plainLine } from './markdown/plainLine';
export * from './permissions/deliveryEnvironmentPermissionResourceRef';
export * from './permissions/deliveryConditions';
export * from './permissions/deliveryPermissionRules';
export * from './permissions/deliveryTeamConditions';
export * from './permissions/deliveryTeamPermissionResourceRef';
export * from './permissions/deliveryTeamPermissionRules';
