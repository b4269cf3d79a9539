import type { TableColumn } from '@backstage/core-components';
import {
  CatalogTable,
  type CatalogTableColumnsFunc,
  type CatalogTableRow,
} from '@backstage/plugin-catalog';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { appTranslationRef } from '../translation/appTranslationRef';
import { LayerWord } from './LayerWord';

function LayerTitle() {
  return <>{useTranslationRef(appTranslationRef).t('catalog.layer')}</>;
}

function layerOf({ spec }: CatalogTableRow['entity']): string | undefined {
  return typeof spec?.layer === 'string' ? spec.layer : undefined;
}

const layer: TableColumn<CatalogTableRow> = {
  title: <LayerTitle />,
  field: 'entity.spec.layer',
  render: ({ entity }) => <LayerWord layer={layerOf(entity)} />,
  width: '20%',
};

/**
 * Components show where they belong and whose they are, and leave the room to their names; other kinds keep the
 * catalog's own columns. The type of a service follows from its layer, so it has no column.
 */
export const catalogColumns: CatalogTableColumnsFunc = context => {
  const kind = context.filters.kind?.value ?? context.entities[0]?.kind;
  if (kind?.toLocaleLowerCase('en-US') !== 'component') {
    return CatalogTable.defaultColumnsFunc(context);
  }
  return [
    CatalogTable.columns.createTitleColumn({ hidden: true }),
    {
      ...CatalogTable.columns.createNameColumn({ defaultKind: 'component' }),
      width: '28%',
    },
    layer,
    { ...CatalogTable.columns.createSystemColumn(), width: '26%' },
    { ...CatalogTable.columns.createOwnerColumn(), width: '26%' },
  ];
};
