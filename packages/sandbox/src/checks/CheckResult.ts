/**
 * Something a check says about a place in a file; lines count from 1.
 *
 * @internal
 */
export interface CheckAnnotation {
  path: string;
  line: number;
  level: 'warning' | 'failure';
  message: string;
}

/** @internal */
export interface CheckResult {
  name: 'yaml' | 'service-manifest' | 'kustomize';
  conclusion: 'success' | 'failure' | 'neutral';
  /** One sentence for people. */
  title: string;
  annotations: CheckAnnotation[];
}

/**
 * Sums annotations up: failed when one of them is a failure, neutral when there was nothing to look at.
 *
 * @internal
 */
export function conclude(
  name: CheckResult['name'],
  annotations: CheckAnnotation[],
  count: number,
  words: { one: string; many: string },
): CheckResult {
  const failed = annotations.filter(({ level }) => level === 'failure').length;
  if (failed > 0) {
    const title = failed === 1 ? '1 problem' : `${failed} problems`;
    return { name, conclusion: 'failure', title, annotations };
  }
  if (count === 0) {
    return {
      name,
      conclusion: 'neutral',
      title: 'Nothing to check',
      annotations,
    };
  }
  const title = `${count} ${count === 1 ? words.one : words.many}`;
  return { name, conclusion: 'success', title, annotations };
}
