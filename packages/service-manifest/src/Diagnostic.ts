import { explainProblem } from './problems/explainProblem';

/**
 * Something to say about a manifest: what is wrong, where, and what would be right.
 *
 * @public
 */
export type Diagnostic = {
  severity: 'error' | 'warning';
  /** Stable kebab-case id of the rule, for example `image-without-tag`. */
  code: string;
  /** One sentence that says what is wrong and what would be right. */
  message: string;
  /** Path of the file from the repository's root. */
  file: string;
  /** Counted from 1. */
  line: number;
  /** Counted from 1. */
  column: number;
  /** Dotted path of the field, for example `spec.environments[1].namespace`. */
  field?: string;
  /** Address of the page that explains the code. */
  docs: string;
};

const PAGES =
  'https://github.com/stonegarden/stonegarden/blob/main/docs/reference/problems';

/**
 * Address of the page that explains a code; of a code without a page, of their list.
 *
 * @public
 */
export function docsOf(code: string): string {
  return `${PAGES}/${explainProblem(code) ? code : 'README'}.md`;
}

/**
 * Makes a diagnostic with the address of its page.
 *
 * @public
 */
export function createDiagnostic(fields: Omit<Diagnostic, 'docs'>): Diagnostic {
  return { ...fields, docs: docsOf(fields.code) };
}

/**
 * A diagnostic as one line for logs and terminals: `file:line:column severity code: message`.
 *
 * @public
 */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { file, line, column, severity, code, message } = diagnostic;
  return `${file}:${line}:${column} ${severity} ${code}: ${message}`;
}
