/**
 * Whether {@link checkServiceFolder} needs a file: whatever an environment may be made of, so that its images can be told.
 *
 * @param pathBelowService - with `/`, from the folder of the `service.yaml`, such as `environments/dev/kustomization.yaml`
 * @public
 */
export function isServiceFolderFile(pathBelowService: string): boolean {
  return /^(?:environments\/[^/]+|monitoring)\/(?:.+\/)?(?:[^/]+\.ya?ml|Kustomization)$/.test(
    pathBelowService,
  );
}
