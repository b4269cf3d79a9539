/** A chart of the service's own, values of environments, and Applications that list them. */
const HELM_FILE =
  /^(?:(?:Chart|applicationset|(?:values|application)(?:[-.][^/]+)?)\.yaml|chart\/(?:Chart|values)\.yaml|(?:values|applications)\/[^/]+\.yaml)$/;

/**
 * Whether {@link checkServiceFolder} needs a file: whatever an environment may be made of, so that its images can be told.
 *
 * @param pathBelowService - with `/`, from the folder of the `service.yaml`, such as `environments/dev/kustomization.yaml`
 * @public
 */
export function isServiceFolderFile(pathBelowService: string): boolean {
  return (
    /^(?:environments\/[^/]+|monitoring)\/(?:.+\/)?(?:[^/]+\.ya?ml|Kustomization)$/.test(
      pathBelowService,
    ) || HELM_FILE.test(pathBelowService)
  );
}
