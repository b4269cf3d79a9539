/**
 * Names that kustomize takes for a folder's kustomization, in its own order.
 *
 * @public
 */
export const KUSTOMIZATION_NAMES = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
];
