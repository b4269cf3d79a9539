import { explainProblem } from '@stonegarden/service-manifest';
import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { Finding, LintReport } from '../lint/LintReport';

/**
 * Findings in SARIF 2.1.0, as code scanning services read them. Files are named from the folder the command runs in, which
 * should be the repository's root.
 *
 * @internal
 */
export function formatSarif({ findings }: LintReport): string {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'stonegarden',
            informationUri: 'https://github.com/stonegarden/stonegarden',
            rules: codes.map(code => ruleOf(code, findings)),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map(one => resultOf(one, codes.indexOf(one.code))),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function ruleOf(code: string, findings: Finding[]): ReportingDescriptor {
  const problem = explainProblem(code);
  const helpUri = findings.find(one => one.code === code)?.docs;
  return {
    id: code,
    ...(problem && {
      shortDescription: { text: `${problem.title}.` },
      fullDescription: { text: problem.why },
      help: { text: `${problem.why}\n\nRight:\n\n${problem.right}` },
      defaultConfiguration: { level: problem.severity },
    }),
    ...(helpUri && { helpUri }),
  };
}

function resultOf(finding: Finding, ruleIndex: number): Result {
  const { code, severity, message, file, line, column } = finding;
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: {
            uri: file.split('/').map(encodeURIComponent).join('/'),
            uriBaseId: '%SRCROOT%',
          },
          region: { startLine: line, startColumn: column },
        },
      },
    ],
  };
}
