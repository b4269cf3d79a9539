import { KUSTOMIZATION_NAMES } from '../kustomize/kustomizationNames';

// As people call them: pvc.yaml, shop-pvc.yml, volume-claims.yaml, statefulset.yaml, rollout.yaml, deployment.yaml
const WORKLOAD_OR_VOLUME =
  /^(?:.*[-_.])?(?:pvcs?|(?:persistent[-_]?)?volume(?:[-_]?claim)?s?|claims?|storage|statefulsets?|rollouts?|deployments?)(?:[-_.].*)?\.ya?ml$/i;

/**
 * Whether {@link checkServiceFolder} needs a file: the kustomization of an environment or of `base`, and manifests
 * beside it whose names suggest that they hold volume claims or the workload that mounts them.
 *
 * @param pathBelowService - with `/`, from the folder of the `service.yaml`, such as `environments/dev/kustomization.yaml`
 * @public
 */
export function isServiceFolderFile(pathBelowService: string): boolean {
  const [top, environment, name, ...deeper] = pathBelowService.split('/');
  return (
    top === 'environments' &&
    Boolean(environment) &&
    name !== undefined &&
    deeper.length === 0 &&
    (KUSTOMIZATION_NAMES.includes(name) || WORKLOAD_OR_VOLUME.test(name))
  );
}
