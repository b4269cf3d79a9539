export { kustomize, kustomizeText } from './kustomize';
