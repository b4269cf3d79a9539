import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiArrowDownLine, RiArrowUpLine } from '@remixicon/react';
import { deliveryTranslationRef } from '../../../translation/deliveryTranslationRef';
import { SERVICE_ORDERS, type ServiceOrder } from './serviceOrders';
import { useServiceOrder } from './useServiceOrder';
import styles from './order.module.css';

const opposite = (direction: 'asc' | 'desc') =>
  direction === 'asc' ? 'desc' : 'asc';

/** The title of a column by which the whole list is ordered on a click, not only the page that is seen. */
export const OrderTitle = (props: { by: ServiceOrder['id'] }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { id, direction, choose } = useServiceOrder();
  const order = SERVICE_ORDERS.find(one => one.id === props.by);
  const isCurrent = id === props.by;
  const title = t(`catalogList.column.${props.by}`);
  if (!order) {
    return <>{title}</>;
  }
  const Arrow = direction === 'asc' ? RiArrowUpLine : RiArrowDownLine;
  return (
    <button
      type="button"
      className={styles.title}
      aria-label={
        isCurrent
          ? t('catalogList.order.titleCurrent', {
              title,
              direction: t(`catalogList.order.${direction}`),
            })
          : t('catalogList.order.title', { title })
      }
      onClick={() =>
        choose(
          order,
          isCurrent && direction === order.direction
            ? opposite(direction)
            : order.direction,
        )
      }
    >
      {title}
      <span className={styles.arrow}>
        {isCurrent && <Arrow size={14} aria-hidden />}
      </span>
    </button>
  );
};
