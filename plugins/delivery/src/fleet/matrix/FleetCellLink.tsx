import { RouterLink } from '@backstage/frontend-plugin-api';
import type { FleetCell } from '@stonegarden/backstage-plugin-delivery-common';
import { Fragment } from 'react';
import { cellLooks } from '../cellLooks';
import { cellState, lagDepth } from '../cellState';
import type { CellText } from '../useCellText';
import styles from './FleetCellLink.module.css';

/**
 * One environment of a service: release, state and lag in words, in a link that opens its panel.
 *
 * @internal
 */
export const FleetCellLink = (props: {
  cell: FleetCell;
  text: CellText;
  /** Said to screen readers before what stands there: service and environment. */
  of: string;
  /** Shown before what it says, where no column does. */
  name?: string;
  href: string;
  now: number;
  /** Whether the Tab key leads here, in a grid. */
  tabIndex?: 0 | -1;
}) => {
  const { cell, text } = props;
  const state = cellState(cell);
  const { tone, Icon } = cellLooks[state];
  const [first, ...words] = [text.release, text.state, text.lag].filter(
    said => said !== undefined,
  );
  return (
    <RouterLink
      href={props.href}
      className={styles.cell}
      data-state={state}
      data-tone={tone}
      data-mixed={cell.mixed}
      data-lag={state === 'healthy' ? lagDepth(cell, props.now) : undefined}
      aria-label={`${props.of} ${[first, ...words].join(', ')}`}
      tabIndex={props.tabIndex}
    >
      {props.name !== undefined && (
        <>
          <span className={styles.name}>{props.name}</span>{' '}
        </>
      )}
      <span className={styles.facts}>
        <span className={styles.first}>
          <Icon size={16} aria-hidden />
          <span className={styles.release} title={first}>
            {first}
          </span>
        </span>
        {words.map(word => (
          <Fragment key={word}>
            {' '}
            <span className={styles.words}>{word}</span>
          </Fragment>
        ))}
      </span>
    </RouterLink>
  );
};
