import type { LintReport } from '../lint/LintReport';
import { printable } from './printable';
import { summarize } from './summarize';

/**
 * Findings as commands that GitHub Actions turns into annotations of a pull request's lines.
 *
 * @internal
 */
export function formatGithub(report: LintReport): string {
  const commands = report.findings.map(
    ({ severity, file, line, column, code, message, docs }) =>
      `::${severity} file=${property(
        file,
      )},line=${line},col=${column},title=${property(code)}::${data(
        `${message}\n${docs}`,
      )}\n`,
  );
  return `${commands.join('')}${printable(summarize(report))}\n`;
}

function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
