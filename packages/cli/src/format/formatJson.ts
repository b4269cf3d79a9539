import type { LintReport } from '../lint/LintReport';

/**
 * Findings for programs; `version` changes when a field goes or means something else.
 *
 * @internal
 */
export function formatJson({
  findings,
  services,
  errors,
  warnings,
}: LintReport): string {
  const report = {
    version: 1,
    summary: { services, errors, warnings },
    diagnostics: findings.map(
      ({ source: _source, ...diagnostic }) => diagnostic,
    ),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
