import { InputError } from '@backstage/errors';
import type { FileEdit } from '@stonegarden/backstage-plugin-delivery-node';
import {
  checkServiceTree,
  isServiceFolderFile,
} from '@stonegarden/gitops-manifests';
import { parseServiceManifest } from '@stonegarden/service-manifest';
import type { ServiceManifest } from '@stonegarden/service-manifest';

/**
 * Checks the files of a new service as the catalog, the command line and CI will, and gives its manifest. Throws InputError
 * with all that they would refuse. Dependencies are not judged: the other services are not at hand.
 *
 * @param added - the `service.yaml` first
 * @internal
 */
export function lintProposal(
  added: FileEdit[],
  apiGroup: string | undefined,
): ServiceManifest {
  const [{ path, content }] = added;
  const service = path.slice(0, path.lastIndexOf('/'));
  const files = new Map([[path, content ?? '']]);
  const directories = new Set<string>();
  for (const file of added) {
    const below = file.path.slice(service.length + 1);
    const [, directory] = /^environments\/([^/]+)\//.exec(below) ?? [];
    if (directory) {
      directories.add(directory);
    }
    if (isServiceFolderFile(below)) {
      files.set(file.path, file.content ?? '');
    }
  }
  const { diagnostics } = checkServiceTree(
    { files, environmentFolders: new Map([[service, [...directories]]]) },
    { apiGroup },
  );
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const parsed = parseServiceManifest(content ?? '', { path, apiGroup });
  if (errors.length > 0 || parsed.kind !== 'manifest') {
    const reasons = errors.map(
      one => `- ${one.file}, line ${one.line}: ${one.message}`,
    );
    throw new InputError(
      `The checks of the catalog would refuse this service, nothing was written:\n${
        reasons.join('\n') || `- ${path} belongs to another API group`
      }`,
    );
  }
  return parsed.manifest;
}
