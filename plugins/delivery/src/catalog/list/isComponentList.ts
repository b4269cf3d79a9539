import type { EntityListContextProps } from '@backstage/plugin-catalog-react';

/** Whether a list shows components; so it does until somebody says otherwise. */
export function isComponentList(
  list: Pick<EntityListContextProps, 'filters' | 'entities'>,
): boolean {
  const kind = list.filters.kind?.value ?? list.entities[0]?.kind;
  return (kind?.toLocaleLowerCase('en-US') ?? 'component') === 'component';
}
