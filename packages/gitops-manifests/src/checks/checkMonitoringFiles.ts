import {
  diagnoseManifest,
  suggest,
  type Diagnostic,
  type ServiceManifest,
} from '@stonegarden/service-manifest';
import type { ServiceFolder } from './ServiceFolder';

const WORDS = { dashboards: 'dashboard', alerts: 'file of alerts' } as const;

/**
 * Whether the dashboards and alerts that a manifest names are there, where that can be told.
 *
 * @internal
 */
export function checkMonitoringFiles(
  manifest: ServiceManifest,
  { paths }: ServiceFolder,
): Diagnostic[] {
  const { monitoring } = manifest;
  if (!monitoring || !paths) {
    return [];
  }
  const present = [...paths].flatMap(path =>
    path.startsWith('monitoring/') ? [path.slice('monitoring/'.length)] : [],
  );
  return (['dashboards', 'alerts'] as const).flatMap(key =>
    monitoring[key].flatMap((path, index) => {
      if (paths.has(`monitoring/${path}`)) {
        return [];
      }
      const meant = suggest(path, present);
      return [
        diagnoseManifest(manifest, {
          severity: 'warning',
          code: 'monitoring-file-missing',
          field: `spec.monitoring.${key}[${index}]`,
          message: `The ${
            WORDS[key]
          } "${path}" is not in the folder monitoring beside this file: ${
            meant ? `did you mean "${meant}"?` : 'add it, or remove it here'
          }`,
        }),
      ];
    }),
  );
}
