import { RouterLink, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { VisuallyHidden } from '@backstage/ui';
import type { FleetRow } from '@stonegarden/backstage-plugin-delivery-common';
import { memo, useId } from 'react';
import { ENVIRONMENTS_PATH } from '../../routes';
import { PartBoundary } from '../../shared/states/PartBoundary';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { useCellText } from '../useCellText';
import { useWhyText } from '../useWhyText';
import { FleetCellLink } from './FleetCellLink';
import styles from './FleetMatrix.module.css';

/** What a line of the matrix shows. */
export interface MatrixRowFacts {
  row: FleetRow;
  /** Names of environments, in the order of their columns. */
  columns: readonly string[];
  /** Names of the environments that count as production. */
  production: readonly string[];
  /** Which of the cells Tab leads to, if one. */
  activeColumn?: number;
  nameOf: (entityRef: string) => string;
  /** In milliseconds. */
  now: number;
}

/** Where a line of the matrix stands. */
export interface MatrixRowPlace {
  /** Key of the line in the grid. */
  rowKey: string;
  /** Where the line begins, in pixels. */
  top: number;
  /** Number of the line in the grid, from 1. */
  number: number;
}

/** A line that only moves keeps them. */
const Cells = memo((props: MatrixRowFacts & { id: string }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entityLink = useEntityRefLink();
  const cellText = useCellText();
  const whyText = useWhyText(props.production);
  const { row, columns, id } = props;
  const service = row.title ?? row.name;
  const href = entityLink(row.entityRef);
  const tabIndexOf = (column: number) =>
    props.activeColumn === column ? 0 : -1;
  return (
    <>
      <div role="rowheader" className={styles.service} data-column={0}>
        <RouterLink
          id={id}
          href={href}
          className={styles.serviceLink}
          tabIndex={tabIndexOf(0)}
        >
          {service}
        </RouterLink>
        <span className={styles.about}>
          {[props.nameOf(row.owner), row.category].filter(Boolean).join(' · ')}
        </span>
      </div>
      {columns.map((name, index) => {
        const column = index + 1;
        const cell = row.environments.find(one => one.name === name);
        return cell ? (
          <div key={name} role="gridcell" data-column={column}>
            <FleetCellLink
              cell={cell}
              text={cellText(cell, props.now)}
              of={t('fleet.cellOf', { service, environment: name })}
              href={`${href}${ENVIRONMENTS_PATH}?${new URLSearchParams({
                environment: name,
              })}`}
              now={props.now}
              tabIndex={tabIndexOf(column)}
            />
          </div>
        ) : (
          <div
            key={name}
            role="gridcell"
            data-column={column}
            className={styles.empty}
            tabIndex={tabIndexOf(column)}
          >
            <VisuallyHidden>
              {t('fleet.noSuchEnvironment', { service, environment: name })}
            </VisuallyHidden>
          </div>
        );
      })}
      <div
        role="gridcell"
        data-column={columns.length + 1}
        className={styles.why}
        tabIndex={tabIndexOf(columns.length + 1)}
      >
        <span className={styles.whyText}>{whyText(row)}</span>
      </div>
    </>
  );
});

/**
 * A service: what it is, its environments each in its column, and what is wrong.
 *
 * @internal
 */
export const FleetMatrixRow = (props: MatrixRowFacts & MatrixRowPlace) => {
  const { rowKey, top, number, ...facts } = props;
  const id = useId();
  return (
    <div
      role="row"
      className={styles.row}
      style={{ top }}
      aria-rowindex={number}
      aria-labelledby={id}
      data-row={rowKey}
    >
      <PartBoundary name={facts.row.name}>
        <Cells {...facts} id={id} />
      </PartBoundary>
    </div>
  );
};
