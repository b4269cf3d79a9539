import { explainProblem } from '../problems/explainProblem';
import type { Diagnostic } from './Diagnostic';

const PAGES =
  'https://github.com/stonegarden/stonegarden/blob/main/docs/reference/problems';

/**
 * Address of the page that explains a code; that of the list of codes when it has no page.
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
