export { GithubDescription } from './GithubDescription';
export type { Exchange } from '../description/ApiDescription';
export { githubDescriptionFile } from './githubDescriptionFile';
export { recordExchanges } from './recordExchanges';
