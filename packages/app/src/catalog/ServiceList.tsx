import { CatalogTable } from '@backstage/plugin-catalog';
import {
  CatalogFilterLayout,
  EntityListProvider,
  type EntityListPagination,
} from '@backstage/plugin-catalog-react';
import { Container } from '@backstage/ui';
import type { ReactNode } from 'react';
import { catalogColumns } from './catalogColumns';
import styles from './ServiceList.module.css';

/** The catalog's list with the columns that help to find a service. */
export const ServiceList = (props: {
  filters: ReactNode;
  pagination: EntityListPagination;
}) => (
  <EntityListProvider pagination={props.pagination}>
    <Container>
      <CatalogFilterLayout>
        <CatalogFilterLayout.Filters>
          <div className={styles.filters}>{props.filters}</div>
        </CatalogFilterLayout.Filters>
        <CatalogFilterLayout.Content>
          <CatalogTable columns={catalogColumns} />
        </CatalogFilterLayout.Content>
      </CatalogFilterLayout>
    </Container>
  </EntityListProvider>
);
