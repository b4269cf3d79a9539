import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Cell, CellText, Table, type ColumnConfig } from '@backstage/ui';
import type {
  ServiceDeliverySummary,
  ServiceEntity,
} from '@stonegarden/backstage-plugin-delivery-common';
import { teamOf } from './filterServices';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { PartBoundary } from '../shared/states/PartBoundary';
import { EnvironmentList } from './EnvironmentList';
import styles from './ServicesTable.module.css';

interface Row {
  id: string;
  service: ServiceEntity;
  summary?: ServiceDeliverySummary;
}

/**
 * Services as rows of a table.
 *
 * @internal
 */
export const ServicesTable = (props: {
  services: ServiceEntity[];
  summaries?: Map<string, ServiceDeliverySummary>;
  /** Their facts are still asked for. */
  loading: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entityLink = useEntityRefLink();
  const columns: ColumnConfig<Row>[] = [
    {
      id: 'service',
      label: t('page.service'),
      isRowHeader: true,
      width: '2fr',
      minWidth: 160,
      cell: ({ service }) => (
        <CellText
          title={service.metadata.title ?? service.metadata.name}
          href={entityLink(service)}
        />
      ),
    },
    {
      id: 'layer',
      label: t('page.layer'),
      width: '1fr',
      minWidth: 120,
      cell: ({ service }) => (
        <CellText
          title={t(`layer.${service.spec.layer ?? 'none'}`)}
          description={service.spec.category}
        />
      ),
    },
    {
      id: 'team',
      label: t('page.team'),
      width: '1fr',
      minWidth: 110,
      cell: ({ service }) => (
        <CellText
          title={teamOf(service)}
          href={entityLink(service.spec.owner)}
        />
      ),
    },
    {
      id: 'environments',
      label: t('page.environments'),
      width: '6fr',
      minWidth: 380,
      cell: ({ service, summary }) => (
        <Cell>
          <PartBoundary name={service.metadata.name}>
            <EnvironmentList
              service={service}
              summary={summary}
              loading={props.loading}
            />
          </PartBoundary>
        </Cell>
      ),
    },
  ];
  return (
    <Table
      className={styles.table}
      columnConfig={columns}
      data={props.services.map(service => {
        const id = stringifyEntityRef(service);
        return { id, service, summary: props.summaries?.get(id) };
      })}
      pagination={{ type: 'none' }}
    />
  );
};
