import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityList } from '@backstage/plugin-catalog-react';
import { ButtonIcon, Select } from '@backstage/ui';
import { RiSortAsc, RiSortDesc } from '@remixicon/react';
import { deliveryTranslationRef } from '../../../translation/deliveryTranslationRef';
import { isComponentList } from '../isComponentList';
import { SERVICE_ORDERS } from './serviceOrders';
import { useOrderFromAddress } from './useOrderFromAddress';
import { useServiceOrder } from './useServiceOrder';
import styles from './order.module.css';

/** Chooses what the list of services is ordered by, and which way. */
export const OrderPicker = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  useOrderFromAddress();
  const { id, direction, choose } = useServiceOrder();
  const list = useEntityList();
  const current = SERVICE_ORDERS.find(order => order.id === id);
  if (!isComponentList(list) || !current) {
    return null;
  }
  return (
    <div className={styles.picker}>
      <Select
        className={styles.select}
        label={t('catalogList.order.label')}
        options={SERVICE_ORDERS.map(order => ({
          id: order.id,
          label: t(`catalogList.order.${order.id}`),
        }))}
        value={id}
        onChange={key => {
          const order = SERVICE_ORDERS.find(one => one.id === key);
          if (order) {
            choose(order);
          }
        }}
      />
      <ButtonIcon
        variant="secondary"
        aria-label={t(`catalogList.order.${direction}`)}
        icon={direction === 'asc' ? <RiSortAsc /> : <RiSortDesc />}
        onPress={() => choose(current, direction === 'asc' ? 'desc' : 'asc')}
      />
    </div>
  );
};
