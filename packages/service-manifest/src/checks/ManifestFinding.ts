import type { FieldPath } from '../yaml/fieldPath';

/**
 * A finding within one valid document.
 *
 * @internal
 */
export interface ManifestFinding {
  severity: 'error' | 'warning';
  code: string;
  path: FieldPath;
  message: string;
}
