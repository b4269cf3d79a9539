import type { ManifestFinding } from './ManifestFinding';
import type { ServiceManifest } from '../schema/ServiceManifest';

/**
 * Targets of an SLA that nobody can meet or measure.
 *
 * @internal
 */
export function checkSla({ sla }: ServiceManifest): ManifestFinding[] {
  const findings: ManifestFinding[] = [];
  const zero = (field: string, advice: string) =>
    findings.push({
      severity: 'error',
      code: 'threshold-out-of-range',
      path: ['spec', 'sla', field],
      message: `\`spec.sla.${field}\` is zero: ${advice}`,
    });
  if (sla?.availability?.percent === 0) {
    zero('availability', 'write a percentage such as 99.9%, or leave it out');
  }
  if (sla?.latency?.milliseconds === 0) {
    zero('latency', 'write a duration such as 100ms, or leave it out');
  }
  if (sla?.throughput?.perSecond === 0) {
    zero('throughput', 'write a rate such as 100 req/s, or leave it out');
  }
  if (sla?.window?.milliseconds === 0) {
    zero('window', 'write a duration such as 30d, or leave it out');
  }
  if (sla?.availability?.percent === 100) {
    findings.push({
      severity: 'warning',
      code: 'no-error-budget',
      path: ['spec', 'sla', 'availability'],
      message:
        'An availability of 100% leaves no error budget: write one that a single failed request does not break, such as 99.99%',
    });
  }
  return findings;
}
