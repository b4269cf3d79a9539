import {
  createDiagnostic,
  suggest,
  type Diagnostic,
} from '@stonegarden/service-manifest';
import { isRecord, isText } from '../kustomize/Kustomization';
import { readYaml } from '../yaml/readYaml';

/**
 * What is to be said about a service.yaml that is not of our API group: that its group is probably a typing mistake, or that it
 * has what only a service manifest has. Nothing about a Kubernetes Service.
 *
 * @public
 */
export function diagnoseForeignManifest(
  path: string,
  text: string,
  apiGroup: string,
): Diagnostic[] {
  const yaml = readYaml(text);
  return (yaml.ok ? yaml.documents : []).flatMap(({ value, positionOf }) => {
    if (!isRecord(value) || value.kind !== 'Service') {
      return [];
    }
    const { apiVersion } = value;
    const [group, version] = isText(apiVersion)
      ? splitVersion(apiVersion)
      : ['', ''];
    const spec = isRecord(value.spec) ? value.spec : {};
    const isShaped = isRecord(spec.owner) || spec.environments !== undefined;
    if (group === apiGroup || (!isShaped && !isNear(group, apiGroup))) {
      return [];
    }
    const right = `${apiGroup}/${/^v\d/.test(version) ? version : 'v1alpha1'}`;
    return [
      createDiagnostic({
        severity: 'warning',
        code: 'api-group-unknown',
        message: `This looks like a service manifest, but ${
          isText(apiVersion)
            ? `its apiVersion "${shortened(
                apiVersion,
              )}" is not of the group "${apiGroup}"`
            : 'it has no apiVersion'
        }, so nobody reads it: write apiVersion: ${right}`,
        file: path,
        ...positionOf(apiVersion === undefined ? ['kind'] : ['apiVersion']),
      }),
    ];
  });
}

/**
 * What is to be said where files called service.yaml are there and none of them is a service manifest.
 *
 * @param foreign - their paths
 * @public
 */
export function diagnoseNoManifest(
  foreign: readonly string[],
  apiGroup: string,
): Diagnostic[] {
  const [first] = foreign;
  return first === undefined
    ? []
    : [
        createDiagnostic({
          severity: 'warning',
          code: 'no-service-manifest',
          message: `${
            foreign.length === 1
              ? 'The only service.yaml'
              : `None of the ${foreign.length} files called service.yaml`
          } is ${
            foreign.length === 1 ? 'not ' : ''
          }a service manifest of the group "${apiGroup}", so nothing was checked: name the folder of the services, or the group with --api-group`,
          file: first,
          line: 1,
          column: 1,
        }),
      ];
}

function splitVersion(apiVersion: string): [string, string] {
  const at = apiVersion.lastIndexOf('/');
  return at < 0
    ? ['', apiVersion]
    : [apiVersion.slice(0, at), apiVersion.slice(at + 1)];
}

/** Kubernetes' own groups are as short as a typing mistake is long. */
function isNear(group: string, apiGroup: string): boolean {
  return (
    group !== '' &&
    !/(?:^|\.)k8s\.io$|\.knative\.dev$/.test(group) &&
    suggest(group, [apiGroup]) !== undefined
  );
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
