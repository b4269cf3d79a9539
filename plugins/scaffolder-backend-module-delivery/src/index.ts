/**
 * Scaffolder actions of service delivery: `delivery:service:propose` and `delivery:promotion:open`.
 *
 * @packageDocumentation
 */
export { scaffolderModuleDelivery as default } from './module';
export {
  createProposeServiceAction,
  type ProposeServiceOutput,
} from './actions/createProposeServiceAction';
export { createOpenPromotionAction } from './actions/createOpenPromotionAction';
export type { GitOpsSettings } from './gitOpsSettings';
export type {
  ProposedEnvironment,
  ProposeServiceInput,
} from './proposal/ProposeServiceInput';
