import {
  EntityOrderFilter,
  useEntityList,
} from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';
import { Direction, orderOfField, ServiceOrder } from './serviceOrders';

/** The order that the list has now, and a way to choose another. */
export function useServiceOrder(): {
  id: ServiceOrder['id'];
  direction: Direction;
  choose(order: ServiceOrder, direction?: Direction): void;
} {
  const { filters, updateFilters } = useEntityList();
  const [field, direction] = filters.order?.values[0] ?? [];
  const choose = useCallback(
    (order: ServiceOrder, next: Direction = order.direction) =>
      updateFilters({ order: new EntityOrderFilter([[order.field, next]]) }),
    [updateFilters],
  );
  return {
    id: (field && orderOfField(field)?.id) || 'name',
    direction: direction ?? 'asc',
    choose,
  };
}
