import { ApiProvider } from '@backstage/core-app-api';
import {
  type ApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  CatalogFilterLayout,
  catalogApiRef,
  EntityListProvider,
  type EntityListPagination,
} from '@backstage/plugin-catalog-react';
import { Container } from '@backstage/ui';
import { type ReactNode, useMemo } from 'react';
import { useDocumentTitle } from '../../shared/title/useDocumentTitle';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { isOtherKindsFilter, OtherKindsOnly } from './OtherKindsOnly';
import { OrderPicker } from './order/OrderPicker';
import { withCompleteOrders } from './order/withCompleteOrders';
import { ServiceTable } from './ServiceTable';
import styles from './ServiceList.module.css';

/** The catalog as the list asks it: with orders that leave nothing out. */
const CompleteOrders = ({ children }: { children: ReactNode }) => {
  const catalog = useApi(catalogApiRef);
  const apis = useMemo(() => {
    const whole: unknown = withCompleteOrders(catalog);
    return {
      get: <T,>(ref: ApiRef<T>) =>
        ref.id === catalogApiRef.id ? (whole as T) : undefined,
    };
  }, [catalog]);
  return <ApiProvider apis={apis}>{children}</ApiProvider>;
};

/** The catalog's list with the columns, filters and orders that help to find a service. */
export const ServiceList = (props: {
  filters: Array<{ id: string; element: ReactNode }>;
  pagination: EntityListPagination;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  useDocumentTitle(t('catalogList.title'));
  return (
    <CompleteOrders>
      <EntityListProvider pagination={props.pagination}>
        <Container>
          <main>
            <CatalogFilterLayout>
              <CatalogFilterLayout.Filters>
                <div className={styles.filters}>
                  {props.filters.map(({ id, element }) =>
                    isOtherKindsFilter(id) ? (
                      <OtherKindsOnly key={id} filter={id}>
                        {element}
                      </OtherKindsOnly>
                    ) : (
                      <div key={id}>{element}</div>
                    ),
                  )}
                  <OrderPicker />
                </div>
              </CatalogFilterLayout.Filters>
              <CatalogFilterLayout.Content>
                <ServiceTable />
              </CatalogFilterLayout.Content>
            </CatalogFilterLayout>
          </main>
        </Container>
      </EntityListProvider>
    </CompleteOrders>
  );
};
