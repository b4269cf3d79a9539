import {
  EntityOrphanWarning,
  EntityProcessingErrorsPanel,
  EntityRelationWarning,
  EntitySwitch,
  hasCatalogProcessingErrors,
  hasRelationWarnings,
  isOrphan,
} from '@backstage/plugin-catalog';
import type { EntityContentLayoutProps } from '@backstage/plugin-catalog-react/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import { readServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import { Fragment } from 'react';
import { EntityPart } from '../../service/EntityPart';
import { SlaHeadline } from '../../service/sla/SlaHeadline';
import { DeliveryQueryProvider } from '../../shared/queries/DeliveryQueryProvider';
import styles from './OverviewLayout.module.css';

type Cards = EntityContentLayoutProps['cards'];

/**
 * The catalog's overview with its own warnings, but what a page is about comes before what is beside it: also on a
 * phone, also for who hears the page or walks it by keyboard.
 */
export const OverviewLayout = ({ cards }: EntityContentLayoutProps) => {
  const info = cards.filter(({ type }) => type === 'info');
  const content = cards.filter(({ type }) => type !== 'info');
  return (
    <>
      <ServiceHeadline />
      <div className={styles.warnings}>
        <EntitySwitch>
          <EntitySwitch.Case if={isOrphan}>
            <EntityOrphanWarning />
          </EntitySwitch.Case>
        </EntitySwitch>
        <EntitySwitch>
          <EntitySwitch.Case if={hasRelationWarnings}>
            <EntityRelationWarning />
          </EntitySwitch.Case>
        </EntitySwitch>
        <EntitySwitch>
          <EntitySwitch.Case if={hasCatalogProcessingErrors}>
            <EntityProcessingErrorsPanel />
          </EntitySwitch.Case>
        </EntitySwitch>
      </div>
      <div className={styles.overview}>
        {content.length > 0 && <Column cards={content} />}
        {info.length > 0 && <Column cards={info} />}
      </div>
    </>
  );
};

/** Backstage's own header takes no further lines, so this stands right below it. */
function ServiceHeadline() {
  const { entity } = useEntity();
  return readServiceEntity(entity) ? (
    <div className={styles.headline}>
      <EntityPart>
        <DeliveryQueryProvider>
          <SlaHeadline />
        </DeliveryQueryProvider>
      </EntityPart>
    </div>
  ) : null;
}

function Column({ cards }: { cards: Cards }) {
  return (
    <div className={styles.column}>
      {cards.map(({ element }, index) => (
        <Fragment key={element.key ?? index}>{element}</Fragment>
      ))}
    </div>
  );
}
