import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { CatalogTable, type CatalogTableRow } from '@backstage/plugin-catalog';
import {
  useEntityList,
  useStarredEntities,
} from '@backstage/plugin-catalog-react';
import { RiStarFill, RiStarLine } from '@remixicon/react';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { catalogColumns } from './catalogColumns';
import { FleetHealthProvider } from './FleetHealth';
import { isComponentList } from './isComponentList';
import styles from './ServiceList.module.css';

/** The catalog's table; of services with room for what they are, as their page links to their source anyway. */
export const ServiceTable = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { isStarredEntity, toggleStarredEntity } = useStarredEntities();
  const list = useEntityList();
  if (!isComponentList(list)) {
    return <CatalogTable columns={catalogColumns} />;
  }
  const star = ({ entity }: CatalogTableRow) => {
    const isFavorite = isStarredEntity(entity);
    return {
      icon: () =>
        isFavorite ? <RiStarFill className={styles.star} /> : <RiStarLine />,
      tooltip: t(isFavorite ? 'catalogList.unstar' : 'catalogList.star', {
        name: entity.metadata.name,
      }),
      onClick: () => toggleStarredEntity(entity),
    };
  };
  return (
    <FleetHealthProvider>
      <div className={styles.list}>
        <CatalogTable
          columns={catalogColumns}
          actions={[star]}
          // A title that can be dragged is a button around the button that orders.
          tableOptions={{ draggable: false }}
        />
      </div>
    </FleetHealthProvider>
  );
};
