import {
  EntityOrderFilter,
  useEntityList,
} from '@backstage/plugin-catalog-react';
import { useEffect } from 'react';
import { isComponentList } from '../isComponentList';
import { orderOfField } from './serviceOrders';

/** Takes the order over from the list's address; lists of other kinds have none. */
export function useOrderFromAddress() {
  const list = useEntityList();
  const { queryParameters, updateFilters } = list;
  const [field, direction] = [queryParameters.order].flat();
  useEffect(() => {
    const order = field && orderOfField(field);
    if (order && (direction === 'asc' || direction === 'desc')) {
      updateFilters({
        order: new EntityOrderFilter([[order.field, direction]]),
      });
    }
  }, [field, direction, updateFilters]);

  const isOther = !isComponentList(list);
  useEffect(() => {
    if (isOther) {
      updateFilters({ order: undefined });
    }
  }, [isOther, updateFilters]);
}
