import {
  createDiagnostic,
  type Diagnostic,
  type ServiceManifest,
} from '@stonegarden/service-manifest';
import { isRecord } from '../kustomize/Kustomization';
import { readYaml } from '../yaml/readYaml';
import { fileOf } from './fileOf';
import type { FolderReader } from './FolderReader';
import type { ServiceFolder } from './ServiceFolder';

/**
 * Whether the claims of StatefulSets are written whole. The API server completes them otherwise, and with server-side apply
 * Argo CD then reports a difference forever.
 *
 * @internal
 */
export function checkClaimTemplates(
  manifest: ServiceManifest,
  { files }: ServiceFolder,
  reader: Pick<FolderReader, 'text'>,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const path of files.keys()) {
    const text = reader.text(path) ?? '';
    const yaml = text.includes('volumeClaimTemplates:')
      ? readYaml(text)
      : undefined;
    for (const { value, positionOf } of yaml?.ok ? yaml.documents : []) {
      claimTemplatesOf(value).forEach((template, index) => {
        const absent = ['apiVersion', 'kind'].filter(
          field => isRecord(template) && template[field] === undefined,
        );
        if (absent.length > 0) {
          diagnostics.push(
            createDiagnostic({
              severity: 'warning',
              code: 'claim-template-incomplete',
              message: `This claim has no ${absent.join(
                ' and no ',
              )}, so with server-side apply Argo CD shows a difference forever and syncs again and again: write apiVersion: v1 and kind: PersistentVolumeClaim`,
              file: fileOf(manifest, path),
              ...positionOf(['spec', 'volumeClaimTemplates', index]),
            }),
          );
        }
      });
    }
  }
  return diagnostics;
}

function claimTemplatesOf(value: unknown): unknown[] {
  if (!isRecord(value) || value.kind !== 'StatefulSet') {
    return [];
  }
  const { spec } = value;
  const templates = isRecord(spec) ? spec.volumeClaimTemplates : undefined;
  return Array.isArray(templates) ? templates : [];
}
