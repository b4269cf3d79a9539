import type { Diagnostic } from '../diagnostics/Diagnostic';

/**
 * What a code means, with an example of what is wrong and what is right.
 *
 * @public
 */
export interface ProblemExplanation {
  code: string;
  severity: Diagnostic['severity'];
  /** A few words, without a full stop. */
  title: string;
  /** Why this is a problem and what happens if it stays. */
  why: string;
  /** YAML that has the problem; of several files each begins with a line `# <path>`. Of a source, its configuration. */
  wrong: string;
  /** The same without the problem. */
  right: string;
  /**
   * What must be looked at to find it: one manifest, all of them, the folder of a service, the repository around it, or how a
   * whole source of the catalog is read.
   */
  scope: 'manifest' | 'set' | 'folder' | 'tree' | 'source';
}

/**
 * Explanations by code, as the files of one scope hold them.
 *
 * @internal
 */
export type ProblemTable = Record<
  string,
  Omit<ProblemExplanation, 'code' | 'scope'>
>;
