import type { LintReport } from '../lint/LintReport';

/**
 * A report in one sentence.
 *
 * @internal
 */
export function summarize({
  findings,
  services,
  errors,
  warnings,
}: LintReport): string {
  const checked = count(services, 'service manifest');
  if (findings.length === 0) {
    return services === 0
      ? 'No service manifest found.'
      : `${checked} checked, no problems found.`;
  }
  const files = new Set(findings.map(({ file }) => file)).size;
  return `${count(errors, 'error')} and ${count(
    warnings,
    'warning',
  )} in ${count(files, 'file')}, ${checked} checked.`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
