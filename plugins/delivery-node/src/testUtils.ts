/**
 * For tests of what uses or implements the ports of this package. Needs Jest.
 *
 * @packageDocumentation
 */
export * from './gitHosts/testUtils/FakeGitHost';
export * from './gitHosts/testUtils/gitHostContract';
export type * from './gitHosts/GitHostProvider';
export type * from './gitHosts/GitHosts';
export type * from './gitHosts/GitReader';
export type * from './gitHosts/PullRequestEvent';
export type * from './gitHosts/PullRequests';
export type * from './gitHosts/RevisionHistory';
