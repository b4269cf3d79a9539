import { useAppSearchParams } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import type { ProblemFilter } from './problemList';

const FACETS = ['severity', 'team', 'code'] as const;
const TEXT = 'filter';

/**
 * The filter of the list of problems, kept in the address: `?team=sre&team=web&severity=error&filter=words`.
 *
 * @internal
 */
export function useProblemFilter() {
  const [params, setParams] = useAppSearchParams();
  const filter: ProblemFilter = useMemo(
    () => ({
      severity: params.getAll('severity'),
      team: params.getAll('team'),
      code: params.getAll('code'),
      text: params.get(TEXT) ?? '',
    }),
    [params],
  );
  const change = (changes: Partial<ProblemFilter>) =>
    setParams(
      before => {
        const after = new URLSearchParams(before);
        for (const facet of FACETS) {
          const values = changes[facet];
          if (values) after.delete(facet);
          values?.forEach(value => after.append(facet, value));
        }
        if (changes.text) after.set(TEXT, changes.text);
        else if (changes.text === '') after.delete(TEXT);
        return after;
      },
      { replace: true },
    );
  return {
    filter,
    change,
    clear: () => change({ severity: [], team: [], code: [], text: '' }),
  };
}
