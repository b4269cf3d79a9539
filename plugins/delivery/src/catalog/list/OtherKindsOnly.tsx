import {
  type DefaultEntityFilters,
  useEntityList,
} from '@backstage/plugin-catalog-react';
import { type ReactNode, useEffect } from 'react';
import { isComponentList } from './isComponentList';

/** What the catalog's filters that stay away from services call themselves in the list. */
const NAMES = {
  'catalog-filter:catalog/type': 'type',
  'catalog-filter:catalog/lifecycle': 'lifecycles',
  'catalog-filter:catalog/tag': 'tags',
  'catalog-filter:catalog/processing-status': 'error',
  'catalog-filter:catalog/namespace': 'namespace',
} satisfies Record<string, keyof DefaultEntityFilters>;

/** Id of a filter of the catalog that says nothing new about services. */
export type OtherKindsFilter = keyof typeof NAMES;

export function isOtherKindsFilter(id: string): id is OtherKindsFilter {
  return Object.hasOwn(NAMES, id);
}

/**
 * Keeps a filter of the catalog away from lists of components: type and tags of a service follow from its layer and
 * category, its lifecycle from its environments, and all are in one namespace. Other kinds have it as before.
 */
export const OtherKindsOnly = (props: {
  filter: OtherKindsFilter;
  children: ReactNode;
}) => {
  const list = useEntityList();
  const { updateFilters } = list;
  const isShown = !isComponentList(list);
  const name = NAMES[props.filter];
  useEffect(() => {
    // What cannot be seen must not narrow the list.
    if (!isShown) {
      updateFilters({ [name]: undefined });
    }
  }, [isShown, name, updateFilters]);
  return isShown ? <>{props.children}</> : null;
};
