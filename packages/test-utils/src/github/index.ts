export { GithubDescription } from './GithubDescription';
export type { Exchange } from './GithubDescription';
export { githubDescriptionFile } from './githubDescriptionFile';
export { recordExchanges } from './recordExchanges';
