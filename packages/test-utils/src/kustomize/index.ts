export { kubectlProgram, kustomize, kustomizeText } from './kustomize';
