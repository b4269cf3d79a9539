import type { AnalysisRun } from '@stonegarden/backstage-plugin-delivery-common';

/**
 * The runs that still judge, or are about to.
 *
 * @internal
 */
export function runningAnalyses(runs: AnalysisRun[]): AnalysisRun[] {
  return runs.filter(({ phase }) => phase === 'Running' || phase === 'Pending');
}
