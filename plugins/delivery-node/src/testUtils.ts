/**
 * For tests of what uses or implements the ports of this package. Needs Jest.
 *
 * @packageDocumentation
 */
export * from './testUtils/FakeGitOpsHost';
export * from './testUtils/gitOpsHostContract';
export type {
  FileEdit,
  GitOpsHost,
  GitOpsHosts,
  GitOpsLocation,
  GitOpsRepository,
  ProposedChange,
  PullRequest,
} from './GitOpsHost';
