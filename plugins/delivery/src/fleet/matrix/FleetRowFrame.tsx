import type { FleetRow } from '@stonegarden/backstage-plugin-delivery-common';
import { type ReactNode, useId } from 'react';
import { PartBoundary } from '../../shared/states/PartBoundary';
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
  isSelected?: boolean;
  /** No more services can be selected. */
  isFull?: boolean;
  /** Left out where services cannot be selected. */
  onSelect?: (entityRef: string) => void;
}

/** Whether the service of a line is selected, and what selects it. */
export interface RowSelection {
  isSelected: boolean;
  isFull: boolean;
  onChange: () => void;
}

/** Undefined where services cannot be selected. */
export function rowSelection({
  row,
  isSelected = false,
  isFull = false,
  onSelect,
}: MatrixRowFacts): RowSelection | undefined {
  return (
    onSelect && {
      isSelected,
      isFull,
      onChange: () => onSelect(row.entityRef),
    }
  );
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

/**
 * The line of a service, in its place. Where its cells cannot be shown one cell says so, which keys reach like any other.
 *
 * @internal
 */
export const FleetRowFrame = (
  props: MatrixRowPlace & {
    facts: MatrixRowFacts;
    className?: string;
    /** Its cells; the id belongs to the element that names the service. */
    children: (id: string) => ReactNode;
  },
) => {
  const { facts, className } = props;
  const id = useId();
  const span = facts.columns.length + 2;
  return (
    <div
      role="row"
      className={[styles.row, className].filter(Boolean).join(' ')}
      style={{ top: props.top }}
      aria-rowindex={props.number}
      aria-labelledby={id}
      aria-selected={facts.onSelect ? Boolean(facts.isSelected) : undefined}
      data-row={props.rowKey}
    >
      <PartBoundary
        name={facts.row.name}
        frame={note => (
          <div
            id={id}
            role="gridcell"
            aria-colspan={span}
            data-column={0}
            data-spans={span}
            className={styles.failed}
            tabIndex={facts.activeColumn === undefined ? -1 : 0}
          >
            {note}
          </div>
        )}
      >
        {props.children(id)}
      </PartBoundary>
    </div>
  );
};
