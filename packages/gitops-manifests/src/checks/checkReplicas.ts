import {
  createDiagnostic,
  type Diagnostic,
  type ManifestEnvironment,
  type ServiceManifest,
} from '@stonegarden/service-manifest';
import { deployedReplicas } from './deployedReplicas';
import { fileOf } from './fileOf';
import type { FolderReader } from './FolderReader';
import type { Kustomization } from '../kustomize/Kustomization';

/**
 * Whether an environment gets as many pods as the manifest says, where it says a number.
 *
 * @internal
 */
export function checkReplicas(
  manifest: ServiceManifest,
  environment: ManifestEnvironment,
  overlay: Kustomization,
  reader: FolderReader,
): Diagnostic[] {
  const { name, replicas } = environment;
  if (replicas === undefined) {
    return [];
  }
  const deployed = deployedReplicas(manifest.name, overlay, reader);
  if (!deployed || deployed.count === replicas) {
    return [];
  }
  return [
    createDiagnostic({
      severity: 'warning',
      code: 'overlay-replicas-differ',
      message: `"${name}" gets ${deployed.count} ${
        deployed.count === 1 ? 'replica' : 'replicas'
      } from here, but service.yaml says ${replicas}: write the same in both`,
      file: fileOf(manifest, deployed.path),
      ...deployed.position(),
    }),
  ];
}
