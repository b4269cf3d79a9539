import type { TableColumn } from '@backstage/core-components';
import {
  CatalogTable,
  type CatalogTableColumnsFunc,
  type CatalogTableRow,
} from '@backstage/plugin-catalog';
import { EnvironmentNames } from './cells/EnvironmentNames';
import { HealthSummary, HealthTitle } from './cells/HealthSummary';
import { ProblemCount } from './cells/ProblemCount';
import { serviceSpec } from './cells/serviceSpec';
import { SlaSummary } from './cells/SlaSummary';
import { isComponentList } from './isComponentList';
import { LayerLabel } from '../../shared/status/LayerLabel';
import { OrderTitle } from './order/OrderTitle';

const column = (
  options: TableColumn<CatalogTableRow>,
): TableColumn<CatalogTableRow> => ({
  ...options,
  // The table could only order what is on the page.
  sorting: false,
});

const serviceColumns: TableColumn<CatalogTableRow>[] = [
  CatalogTable.columns.createTitleColumn({ hidden: true }),
  column({
    ...CatalogTable.columns.createNameColumn({ defaultKind: 'component' }),
    title: <OrderTitle by="name" />,
    width: '17%',
  }),
  column({
    title: <HealthTitle />,
    field: 'health',
    render: ({ entity }) => <HealthSummary entity={entity} />,
    width: '13%',
  }),
  column({
    title: <OrderTitle by="layer" />,
    field: 'entity.spec.layer',
    render: ({ entity }) => <LayerLabel layer={serviceSpec(entity).layer} />,
    width: '10%',
  }),
  column({
    ...CatalogTable.columns.createSystemColumn(),
    title: <OrderTitle by="category" />,
    width: '12%',
  }),
  column({
    ...CatalogTable.columns.createOwnerColumn(),
    title: <OrderTitle by="team" />,
    width: '12%',
  }),
  column({
    title: <OrderTitle by="environments" />,
    field: 'entity.spec.environments',
    render: ({ entity }) => <EnvironmentNames entity={entity} />,
    width: '15%',
  }),
  column({
    title: <OrderTitle by="availability" />,
    field: 'entity.spec.sla',
    render: ({ entity }) => <SlaSummary entity={entity} />,
    width: '12%',
  }),
  column({
    title: <OrderTitle by="problems" />,
    field: 'entity.spec.problems',
    render: ({ entity }) => <ProblemCount entity={entity} />,
    width: '9%',
  }),
];

/**
 * Components show what helps to find a service: where it belongs, who owns it, how it is, where it runs, its SLA,
 * and whether something is wrong with its manifest. Other kinds keep the catalog's own columns.
 */
export const catalogColumns: CatalogTableColumnsFunc = context =>
  isComponentList(context)
    ? serviceColumns
    : CatalogTable.defaultColumnsFunc(context);
