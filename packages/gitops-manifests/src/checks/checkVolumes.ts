import {
  createDiagnostic,
  diagnoseManifest,
  environmentField,
  type Diagnostic,
  type ManifestEnvironment,
  type ServiceManifest,
} from '@stonegarden/service-manifest';
import { deployedReplicas } from './deployedReplicas';
import { fileOf } from './fileOf';
import type { FolderReader } from './FolderReader';
import type { Kustomization } from '../kustomize/Kustomization';
import { singleMountClaims } from './singleMountClaims';

const STRATEGIES = {
  canary: 'as a canary',
  blueGreen: 'as a blue-green deployment',
};

/**
 * Whether several pods of one environment would wait for a volume that only one of them can mount: a canary or blue-green
 * rollout runs the old and the new version side by side, and so do several replicas.
 *
 * @internal
 */
export function checkVolumes(
  manifest: ServiceManifest,
  environment: ManifestEnvironment,
  overlay: Kustomization,
  reader: FolderReader,
): Diagnostic[] {
  const { name, rollout } = environment;
  const strategy = rollout?.strategy;
  const isSideBySide = strategy === 'canary' || strategy === 'blueGreen';
  const deployed = isSideBySide
    ? undefined
    : deployedReplicas(manifest.name, overlay, reader);
  const count = deployed?.count ?? environment.replicas ?? 1;
  if (!isSideBySide && count < 2) {
    return [];
  }
  const [claim] = singleMountClaims(manifest.name, overlay, reader);
  if (!claim) {
    return [];
  }
  const where = `"${claim.name}" (${claim.accessModes.join(', ')}, in ${
    claim.path
  })`;
  const advice = 'give it ReadWriteMany, or an overlay without that claim';
  if (isSideBySide) {
    return [
      diagnoseManifest(manifest, {
        severity: 'warning',
        code: 'canary-on-single-mount-volume',
        field: environmentField(manifest, name, 'rollout'),
        message: `"${name}" rolls out releases ${STRATEGIES[strategy]}, with old and new pods side by side, but only one pod can mount the volume claim ${where}: ${advice}, or roll out without ${strategy}`,
      }),
    ];
  }
  const finding = {
    severity: 'warning',
    code: 'replicas-on-single-mount-volume',
    message: `"${name}" has ${count} replicas, but only one pod can mount the volume claim ${where}: ${advice}, or run one replica`,
  } as const;
  return [
    deployed
      ? createDiagnostic({
          ...finding,
          file: fileOf(manifest, deployed.path),
          ...deployed.position(),
        })
      : diagnoseManifest(manifest, {
          ...finding,
          field: environmentField(manifest, name, 'replicas'),
        }),
  ];
}
