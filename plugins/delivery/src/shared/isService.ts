import type { FilterPredicate } from '@backstage/filter-predicates';

/**
 * What `readServiceEntity` reads, as a predicate that app-config can replace.
 *
 * @internal
 */
export const isService: FilterPredicate = {
  $all: [
    { kind: 'component' },
    {
      $any: [
        { 'spec.environments': { $exists: true } },
        { 'spec.problems': { $exists: true } },
      ],
    },
  ],
};
