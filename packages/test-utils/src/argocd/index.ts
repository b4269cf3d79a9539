export { ArgocdDescription } from './ArgocdDescription';
export type { Exchange } from '../description/ApiDescription';
export { argocdDescriptionFile } from './argocdDescriptionFile';
export { recordArgocdExchanges } from './recordArgocdExchanges';
