import { diagnoseForeignManifest } from '@stonegarden/gitops-manifests';
import {
  type Diagnostic,
  type ServiceManifest,
  parseServiceManifest,
} from '@stonegarden/service-manifest';
import { checkKeys } from './checkKeys';
import type { SourceFile, SourceSettings } from '../sources/types';

/**
 * What a `service.yaml` turned out to be.
 *
 * - `good`: a manifest that can be used; its diagnostics are warnings.
 * - `broken`: meant as a manifest, but wrong; `name` and `team` are there where they can be read and are valid.
 * - `foreign`: something else, such as a Kubernetes Service; its diagnostics say where that is probably a mistake.
 *
 * @internal
 */
export type ParsedManifest = { path: string } & (
  | { kind: 'good'; manifest: ServiceManifest; diagnostics: Diagnostic[] }
  | { kind: 'broken'; diagnostics: Diagnostic[]; name?: string; team?: string }
  | { kind: 'foreign'; diagnostics: Diagnostic[] }
);

/**
 * What of a source's settings a manifest is read by.
 *
 * @internal
 */
export type ParseSettings = Pick<
  SourceSettings,
  'apiGroup' | 'layers' | 'imageRules' | 'annotations'
>;

/**
 * Reads a manifest. Parts of a text keep the whole of it in memory: `compact` what is to stay.
 *
 * @internal
 */
export function parseManifest(
  { path, text }: SourceFile,
  { apiGroup, layers, annotations = [] }: ParseSettings,
): ParsedManifest {
  const result = parseServiceManifest(text, { path, apiGroup, layers });
  switch (result.kind) {
    case 'manifest': {
      const { manifest } = result;
      const diagnostics = [
        ...result.diagnostics,
        ...checkKeys(manifest, annotations),
      ];
      return { kind: 'good', path, manifest, diagnostics };
    }
    case 'invalid': {
      const { diagnostics, name, team } = result;
      return { kind: 'broken', path, diagnostics, name, team };
    }
    default:
      return {
        kind: 'foreign',
        path,
        diagnostics: diagnoseForeignManifest(path, text, apiGroup),
      };
  }
}

/**
 * The same without a trace of the text that it was read from.
 *
 * @internal
 */
export function compact<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
