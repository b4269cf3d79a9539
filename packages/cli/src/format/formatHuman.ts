import { createColors } from 'picocolors';
import type { Finding, LintReport } from '../lint/LintReport';
import { printable } from './printable';
import { summarize } from './summarize';

const MAX_WIDTH = 160;

/**
 * Findings for people: what is wrong, the line of the file, and a caret below the place.
 *
 * @internal
 */
export function formatHuman(report: LintReport, colors: boolean): string {
  const { bold, red, yellow, green, dim } = createColors(colors);
  const mild = report.warnings > 0 ? yellow : green;
  const verdict = report.errors > 0 ? red : mild;
  const blocks = report.findings.map(finding => {
    const { file, line, column, severity, code, message } = finding;
    const paint = severity === 'error' ? red : yellow;
    const source = sourceLines(finding);
    return [
      `${bold(printable(file))}:${line}:${column} ${paint(severity)} ${dim(
        code,
      )}`,
      `  ${printable(message)}`,
      ...(source ? [dim(source.text), paint(source.caret)] : []),
      '',
    ].join('\n');
  });
  const advice =
    report.findings.length > 0
      ? `${dim('Run stonegarden explain <code> to learn more about a code.')}\n`
      : '';
  return `${blocks.map(block => `${block}\n`).join('')}${verdict(
    summarize(report),
  )}\n${advice}`;
}

function sourceLines({ source, line, column }: Finding) {
  if (source === undefined || source.trim() === '') {
    return undefined;
  }
  const margin = `  ${line} | `;
  // A long line is shown from a little before the place
  const start = column > MAX_WIDTH - 40 ? column - 40 : 0;
  const text = printable(source.slice(start, start + MAX_WIDTH)).trimEnd();
  const caret = Math.min(column - 1 - start, text.length);
  return {
    text: `${margin}${text}`,
    caret: `${' '.repeat(margin.length - 2)}| ${' '.repeat(caret)}^`,
  };
}
