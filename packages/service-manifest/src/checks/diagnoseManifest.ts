import { createDiagnostic } from '../diagnostics/createDiagnostic';
import type { Diagnostic } from '../diagnostics/Diagnostic';
import type { ServiceManifest } from '../schema/ServiceManifest';

/**
 * A diagnostic at a field of a parsed manifest: at the field's own position where that is known, else at that of the nearest
 * field around it, else at the beginning of the file.
 *
 * @param finding - `field`: dotted path as written, such as `spec.dependencies[1]`; see `environmentField`
 * @public
 */
export function diagnoseManifest(
  manifest: Pick<ServiceManifest, 'location' | 'positions'>,
  finding: Pick<Diagnostic, 'severity' | 'code' | 'message'> & {
    field: string;
  },
): Diagnostic {
  const { severity, code, message, field } = finding;
  const positions = manifest.positions ?? {};
  let around = field;
  while (around && !Object.hasOwn(positions, around)) {
    around = around.replace(/(\.|\[)[^.[]*$|^[^.[]*$/, '');
  }
  const { line, column } = positions[around] ?? { line: 1, column: 1 };
  const file = manifest.location.path;
  return createDiagnostic({
    severity,
    code,
    message,
    file,
    line,
    column,
    field,
  });
}

/**
 * Dotted path of an environment's field as the manifest writes it: `spec.environments[1].replicas` in a list,
 * `spec.environments.production.replicas` in a map.
 *
 * @public
 */
export function environmentField(
  manifest: Pick<ServiceManifest, 'environments' | 'positions'>,
  environment: string,
  key?: string,
): string {
  const byName = `spec.environments.${environment}`;
  const index = manifest.environments.findIndex(
    one => one.name === environment,
  );
  const isMap = Object.hasOwn(manifest.positions ?? {}, byName);
  const own = isMap || index < 0 ? byName : `spec.environments[${index}]`;
  return key === undefined ? own : `${own}.${key}`;
}
