import { RouterLink, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import type { FleetRow } from '@stonegarden/backstage-plugin-delivery-common';
import { memo } from 'react';
import { environmentHref } from '../shared/address/environmentHref';
import { PartBoundary } from '../shared/states/PartBoundary';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './FleetCard.module.css';
import { FleetCellLink } from './matrix/FleetCellLink';
import { SelectService } from './selection/SelectService';
import { useCellText } from './useCellText';
import { hasWhy, useWhyText } from './useWhyText';

/** Between two cards, in pixels. */
export const GAP = 12;

/** In pixels, as in the style sheet. */
const HEIGHTS = { frame: 26, title: 46, environment: 60, why: 56 };

/** How high the card of a service is, in pixels. */
export function cardHeight(row: FleetRow): number {
  return (
    HEIGHTS.frame +
    HEIGHTS.title +
    row.environments.length * HEIGHTS.environment +
    (hasWhy(row) ? HEIGHTS.why : 0)
  );
}

/**
 * A service as a card, of a height that is known before it is rendered.
 *
 * @internal
 */
export const FleetCard = memo((props: Facts) => {
  return (
    <article className={styles.card}>
      <PartBoundary name={props.row.name}>
        <Content {...props} />
      </PartBoundary>
    </article>
  );
});

interface Facts {
  row: FleetRow;
  /** Names of the environments that count as production. */
  production: readonly string[];
  nameOf: (entityRef: string) => string;
  /** In milliseconds. */
  now: number;
  isSelected?: boolean;
  /** No more services can be selected. */
  isFull?: boolean;
  /** Left out where services cannot be selected. */
  onSelect?: (entityRef: string) => void;
}

function Content({ row, production, nameOf, now, ...selection }: Facts) {
  const { isSelected = false, isFull = false, onSelect } = selection;
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entityLink = useEntityRefLink();
  const cellText = useCellText();
  const why = useWhyText(production)(row);
  const service = row.title ?? row.name;
  const href = entityLink(row.entityRef);
  return (
    <>
      <div className={styles.head}>
        <div className={styles.title}>
          <RouterLink href={href} className={styles.service}>
            {service}
          </RouterLink>
          <span className={styles.about}>
            {[nameOf(row.owner), row.category].filter(Boolean).join(' · ')}
          </span>
        </div>
        {onSelect && (
          <SelectService
            {...{ service, isSelected, isFull }}
            onChange={() => onSelect(row.entityRef)}
          />
        )}
      </div>
      {why && <p className={styles.why}>{why}</p>}
      {row.environments.map(cell => (
        <div key={cell.name} className={styles.environment}>
          <FleetCellLink
            cell={cell}
            text={cellText(cell, now)}
            of={t('fleet.cellOf', { service, environment: cell.name })}
            name={cell.name}
            href={environmentHref(href, cell.name)}
            now={now}
          />
        </div>
      ))}
    </>
  );
}
