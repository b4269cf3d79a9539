import { folderProblems } from './folderProblems';
import { manifestProblems } from './manifestProblems';
import type { ProblemExplanation, ProblemTable } from './ProblemExplanation';
import { setProblems } from './setProblems';
import { sourceProblems } from './sourceProblems';
import { syntaxProblems } from './syntaxProblems';
import { treeProblems } from './treeProblems';

const explanations = new Map<string, ProblemExplanation>([
  ...withScope('manifest', { ...syntaxProblems, ...manifestProblems }),
  ...withScope('set', setProblems),
  ...withScope('folder', folderProblems),
  ...withScope('tree', treeProblems),
  ...withScope('source', sourceProblems),
]);

/**
 * Every code that a diagnostic can have.
 *
 * @public
 */
export const problemCodes: readonly string[] = [...explanations.keys()];

/**
 * What a code means, why it matters, and an example of what is wrong and what is right; undefined for other texts.
 *
 * @public
 */
export function explainProblem(code: string): ProblemExplanation | undefined {
  return explanations.get(code);
}

function withScope(
  scope: ProblemExplanation['scope'],
  table: ProblemTable,
): Array<[string, ProblemExplanation]> {
  return Object.entries(table).map(([code, one]) => [
    code,
    { code, scope, ...one },
  ]);
}
