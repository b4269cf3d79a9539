import {
  createDiagnostic,
  type Diagnostic,
} from '@stonegarden/service-manifest';
import type { TextPosition } from '../yaml/readYaml';

/**
 * A change of the version of manifests.
 *
 * @internal
 */
export interface VersionChange {
  apiGroup: string;
  /** The apiVersions, such as `platform.stonegarden.dev/v1alpha1`. */
  from: string;
  to: string;
}

/**
 * What a git generator makes of a manifest before and after the change.
 *
 * @internal
 */
export interface ParamsChange {
  /** Of the manifest, from the repository's root. */
  path: string;
  before: ReadonlyMap<string, string>;
  after: ReadonlyMap<string, string>;
}

/**
 * What stops the change, and where.
 *
 * @internal
 */
export function obstacle(
  file: string,
  position: TextPosition,
  message: string,
): Diagnostic {
  return createDiagnostic({
    severity: 'error',
    code: 'selection-would-change',
    message,
    file,
    ...position,
  });
}
