import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiArrowDownLine, RiArrowUpLine } from '@remixicon/react';
import { appTranslationRef } from '../../translation/appTranslationRef';
import { SERVICE_ORDERS, type ServiceOrder } from './serviceOrders';
import { useServiceOrder } from './useServiceOrder';
import styles from './order.module.css';

const opposite = (direction: 'asc' | 'desc') =>
  direction === 'asc' ? 'desc' : 'asc';

/** The title of a column by which the whole list is ordered on a click, not only the page that is seen. */
export const OrderTitle = (props: { by: ServiceOrder['id'] }) => {
  const { t } = useTranslationRef(appTranslationRef);
  const { id, direction, choose } = useServiceOrder();
  const order = SERVICE_ORDERS.find(one => one.id === props.by);
  const isCurrent = id === props.by;
  const title = t(`column.${props.by}`);
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
          ? t('order.titleCurrent', { title, way: t(`order.${direction}`) })
          : t('order.title', { title })
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
