import type { ProblemTable } from './ProblemExplanation';

/**
 * What can be wrong with the folder of a service: its manifest held against what lies beside it.
 *
 * @internal
 */
export const folderProblems: ProblemTable = {};
