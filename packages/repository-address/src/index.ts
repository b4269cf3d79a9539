/**
 * Addresses of repositories, branches, folders and files at Git hosts. Pure; runs in Node and in browsers.
 *
 * @packageDocumentation
 */
export * from './BranchAddress';
export * from './FileAddresses';
export * from './GitHostKind';
export * from './LocalAddress';
export * from './RepositoryAddress';
export * from './repositoryIdentity';
