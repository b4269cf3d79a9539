/**
 * Something to say about a manifest: what is wrong, where, and what would be right.
 *
 * @public
 */
// Assignable to JsonObject, which no interface is.
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
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

/**
 * A diagnostic as one line for logs and terminals: `file:line:column severity code: message`.
 *
 * @public
 */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { file, line, column, severity, code, message } = diagnostic;
  return `${file}:${line}:${column} ${severity} ${code}: ${message}`;
}
