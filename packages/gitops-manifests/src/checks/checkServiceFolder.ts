import {
  createDiagnostic,
  diagnoseManifest,
  environmentField,
  suggest,
  type Diagnostic,
  type ManifestEnvironment,
  type ServiceManifest,
} from '@stonegarden/service-manifest';
import { checkClaimTemplates } from './checkClaimTemplates';
import { checkDeclaredParts } from './checkDeclaredParts';
import { type CheckedValues, checkHelmValues } from './checkHelmValues';
import { checkImages, type ImageRules } from './checkImages';
import { checkMonitoringFiles } from './checkMonitoringFiles';
import { checkPodSecurity } from './checkPodSecurity';
import { checkReplicas } from './checkReplicas';
import { checkResources } from './checkResources';
import { checkVolumes } from './checkVolumes';
import { environmentManifests } from './environmentManifests';
import { fileOf } from './fileOf';
import { FolderReader } from './FolderReader';
import type { Kustomization } from '../kustomize/Kustomization';
import type { ServiceFolder, ServiceFolderResult } from './ServiceFolder';

/** Folders beside the overlays that are not overlays. */
const SHARED_FOLDERS = ['base', 'components'];
const MAX_FOLDERS = 200;
const MAX_DIAGNOSTICS = 100;

/**
 * Compares a manifest with the folders of its environments: whether each has one, and whether the overlays say the same
 * as the manifest. What cannot be read from the given files is not judged. Never throws.
 *
 * @public
 */
export function checkServiceFolder(
  manifest: ServiceManifest,
  folder: ServiceFolder,
  rules: ImageRules = {},
): ServiceFolderResult {
  const reader = new FolderReader(folder);
  const helm = new Map(
    manifest.environments.map(environment => [
      environment.name,
      checkHelmValues(manifest, environment, reader),
    ]),
  );
  const diagnostics = checkFolders(manifest, folder, reader, helm);
  const releases: ServiceFolderResult['releases'] = [];
  const report = unreadable(manifest, reader);
  diagnostics.push(
    ...report('base'),
    ...checkMonitoringFiles(manifest, folder),
    ...checkClaimTemplates(manifest, folder, reader),
  );
  for (const environment of manifest.environments) {
    const values = helm.get(environment.name);
    const read = reader.kustomization(environment.name);
    if (read?.ok) {
      const overlay = read.kustomization;
      const { images, diagnostics: found } = checkImages(
        manifest,
        environment,
        reader,
        rules,
      );
      diagnostics.push(
        ...checkNamespace(manifest, environment, overlay, reader),
        ...checkReplicas(manifest, environment, overlay, reader),
        ...checkVolumes(manifest, environment, overlay, reader),
        ...found,
      );
      // Beside a kustomization, the name of a file alone does not say that Helm deploys it.
      const inValues = values?.isStated ? values : undefined;
      diagnostics.push(...(inValues?.diagnostics ?? []));
      if (images && !inValues?.diagnostics.length) {
        releases.push({
          environment: environment.name,
          images: [...new Set([...images, ...(inValues?.images ?? [])])],
        });
      }
    } else {
      diagnostics.push(
        ...report(environment.name),
        ...(read ? [] : values?.diagnostics ?? []),
      );
      if (!read && values?.images?.length) {
        releases.push({ environment: environment.name, images: values.images });
      }
    }
  }
  diagnostics.push(...checkDeployed(manifest, folder, reader));
  return {
    diagnostics: withoutRepeats(diagnostics).slice(0, MAX_DIAGNOSTICS),
    releases,
  };
}

/**
 * Whether the manifests of the environments keep to what service.yaml says of them. Only where the whole folder is known: who
 * reads thousands of services does not read all their manifests.
 */
function checkDeployed(
  manifest: ServiceManifest,
  folder: ServiceFolder,
  reader: FolderReader,
): Diagnostic[] {
  if (!folder.paths) {
    return [];
  }
  const deployed = new Map(
    manifest.environments.flatMap(environment => {
      const found = environmentManifests(folder, reader, environment.name);
      return found ? [[environment, found] as const] : [];
    }),
  );
  return [
    ...[...deployed].flatMap(([environment, found]) => [
      ...checkResources(manifest, environment, found),
      ...checkPodSecurity(manifest, found),
    ]),
    ...checkDeclaredParts(manifest, deployed, folder),
  ];
}

/** Environments without a folder, and folders without an environment. */
function checkFolders(
  manifest: ServiceManifest,
  folder: ServiceFolder,
  reader: FolderReader,
  helm: ReadonlyMap<string, CheckedValues>,
): Diagnostic[] {
  const names = new Set(manifest.environments.map(({ name }) => name));
  const directories = folder.directories
    .filter(name => !SHARED_FOLDERS.includes(name))
    .slice(0, MAX_FOLDERS);
  const leftOver = directories.filter(
    name => !names.has(name) && reader.kustomizationPath(name) !== undefined,
  );
  const missing = manifest.environments.filter(({ name }) => {
    const values = helm.get(name);
    return !(directories.includes(name) || values?.images || values?.isStated);
  });
  if (
    missing.length > 0 &&
    missing.length === manifest.environments.length &&
    leftOver.length === 0
  ) {
    const [{ name }] = manifest.environments;
    return [
      diagnoseManifest(manifest, {
        severity: 'warning',
        code: 'environment-folder-missing',
        field: environmentField(manifest, name, 'name'),
        message: `No environment has a folder, so there is nothing to deploy: add environments/${name}/kustomization.yaml beside this file, and one for each other environment`,
      }),
    ];
  }
  return [
    ...missing.map(({ name }) => {
      const meant = suggest(name, leftOver);
      return diagnoseManifest(manifest, {
        severity: 'error',
        code: 'environment-folder-missing',
        field: environmentField(manifest, name, 'name'),
        message: `The environment "${name}" has no folder, so there is nothing to deploy: ${
          meant
            ? `rename environments/${meant} if that was meant`
            : `add environments/${name}/kustomization.yaml, or remove the environment`
        }`,
      });
    }),
    ...leftOver.map(name => {
      const path = reader.kustomizationPath(name) ?? '';
      const meant = suggest(
        name,
        missing.map(one => one.name),
      );
      return createDiagnostic({
        severity: 'warning',
        code: 'environment-folder-left-over',
        message: `No environment of service.yaml is called "${name}", so this folder is not deployed: ${
          meant
            ? `did you mean "${meant}"?`
            : 'add the environment, or remove the folder'
        }`,
        file: fileOf(manifest, path),
        line: 1,
        column: 1,
      });
    }),
  ];
}

/** The namespace that kustomize sets takes precedence over the one of the Argo CD application. */
function checkNamespace(
  manifest: ServiceManifest,
  environment: ManifestEnvironment,
  overlay: Kustomization,
  reader: FolderReader,
): Diagnostic[] {
  const source =
    overlay.namespace === undefined ? reader.baseOf(overlay) : overlay;
  const { namespace } = source ?? {};
  if (!source || !namespace || namespace === environment.namespace) {
    return [];
  }
  return [
    createDiagnostic({
      severity: 'error',
      code: 'overlay-namespace-differs',
      message: `"${environment.name}" is deployed to the namespace "${namespace}" here, but service.yaml says "${environment.namespace}": write the same in both`,
      file: fileOf(manifest, source.path),
      ...source.positionOf(['namespace']),
      field: 'namespace',
    }),
  ];
}

function unreadable(manifest: ServiceManifest, reader: FolderReader) {
  return (directory: string): Diagnostic[] => {
    const read = reader.kustomization(directory);
    if (!read || read.ok) {
      return [];
    }
    const { message, line, column, path } = read;
    return [
      createDiagnostic({
        severity: 'error',
        code: 'overlay-unreadable',
        message: `kustomize cannot read this file: ${message}`,
        file: fileOf(manifest, path),
        line,
        column,
      }),
    ];
  };
}

function withoutRepeats(diagnostics: Diagnostic[]): Diagnostic[] {
  if (diagnostics.length < 2) {
    return diagnostics;
  }
  const keyOf = ({ code, file, line, message }: Diagnostic) =>
    `${code} ${file}:${line} ${message}`;
  return [...new Map(diagnostics.map(one => [keyOf(one), one])).values()];
}
