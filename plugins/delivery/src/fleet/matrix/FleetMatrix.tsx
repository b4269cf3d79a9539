import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type CSSProperties, type KeyboardEvent, useMemo, useRef } from 'react';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { GroupHead } from '../GroupHead';
import { useVisibleRows } from '../useVisibleRows';
import { renderedRows, rowOffsets } from '../windowing';
import styles from './FleetMatrix.module.css';
import { SelectShown } from '../selection/SelectShown';
import type { FleetSelection } from '../selection/useFleetSelection';
import { FleetMatrixRow } from './FleetMatrixRow';
import { FleetVersionsRow } from './FleetVersionsRow';
import type { MatrixItem } from './matrixItems';
import { useGridFocus } from './useGridFocus';

/** In pixels, as in the style sheet. */
const HEIGHTS = { service: 72, versions: 40, group: 44 };

/** `x`, as other lists have it. */
function isSelectKey({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) {
  return key.toLowerCase() === 'x' && !ctrlKey && !metaKey && !altKey;
}

/**
 * Services down, environments across, with an environment of one name always in one column. Only lines that are seen are
 * rendered. The Table of @backstage/ui keeps a copy of every cell also where it is virtualized, so it would cost as much as it
 * has rows each time that the filter changes.
 *
 * @internal
 */
export const FleetMatrix = (props: {
  items: readonly MatrixItem[];
  /** Names of environments, in the order of their columns. */
  columns: readonly string[];
  /** Names of the environments that count as production. */
  production: readonly string[];
  /** Shows which Releases run where, rather than how each environment is. */
  isPicture?: boolean;
  nameOf: (entityRef: string) => string;
  onToggle: (key: string) => void;
  /** In milliseconds. */
  now: number;
  /** Left out where services cannot be selected. */
  selection?: FleetSelection;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { items, columns, selection, isPicture = false } = props;
  const Row = isPicture ? FleetVersionsRow : FleetMatrixRow;
  const grid = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const offsets = useMemo(
    () =>
      rowOffsets(
        items.map(({ kind }) =>
          kind === 'service' && isPicture ? HEIGHTS.versions : HEIGHTS[kind],
        ),
      ),
    [items, isPicture],
  );
  const keys = useMemo(() => items.map(({ key }) => key), [items]);
  const visible = useVisibleRows(body, offsets);
  const { active, onFocus, onKeyDown } = useGridFocus(
    grid,
    keys,
    columns.length + 2,
  );
  const focused = keys.indexOf(active.row);
  // What has the focus, or would get it, stays.
  const shown = renderedRows(visible, focused);

  return (
    <div
      className={styles.frame}
      data-wide={columns.length > 5 || undefined}
      style={{ '--fleet-columns': columns.length } as CSSProperties}
    >
      <div
        ref={grid}
        role="grid"
        tabIndex={-1}
        className={styles.grid}
        aria-label={t('page.tableLabel')}
        aria-rowcount={items.length + 1}
        aria-colcount={columns.length + 2}
        onFocus={onFocus}
        onKeyDown={event => {
          const item = items[focused];
          if (isSelectKey(event) && selection && item?.kind === 'service') {
            event.preventDefault();
            selection.toggle(item.row.entityRef);
            return;
          }
          onKeyDown(event);
        }}
        aria-multiselectable={selection ? true : undefined}
      >
        <div role="rowgroup" className={styles.header}>
          <div role="row" className={styles.headerRow} aria-rowindex={1}>
            {[
              t('page.service'),
              ...columns,
              t(isPicture ? 'fleet.lag' : 'fleet.why'),
            ].map((title, index) => (
              <div
                key={`${index} ${title}`}
                role="columnheader"
                className={styles.title}
              >
                {index === 0 && selection ? (
                  <span className={styles.head}>
                    <SelectShown selection={selection} isBare />
                    {title}
                  </span>
                ) : (
                  title
                )}
              </div>
            ))}
          </div>
        </div>
        <div
          ref={body}
          role="rowgroup"
          className={styles.body}
          style={{ height: offsets.at(-1) }}
        >
          {shown.map(index => {
            const item = items[index];
            const isActive = index === focused;
            return item.kind === 'group' ? (
              <div
                key={item.key}
                role="row"
                className={styles.group}
                style={{ top: offsets[index] }}
                aria-rowindex={index + 2}
                data-row={item.key}
              >
                <div
                  role="gridcell"
                  aria-colspan={columns.length + 2}
                  className={styles.groupCell}
                  data-column={0}
                  data-spans={columns.length + 2}
                >
                  <GroupHead
                    item={item}
                    nameOf={props.nameOf}
                    onToggle={props.onToggle}
                    tabIndex={isActive ? 0 : -1}
                  />
                </div>
              </div>
            ) : (
              <Row
                key={item.key}
                row={item.row}
                rowKey={item.key}
                columns={columns}
                production={props.production}
                top={offsets[index]}
                number={index + 2}
                activeColumn={isActive ? active.column : undefined}
                nameOf={props.nameOf}
                now={props.now}
                isSelected={selection?.selected.has(item.row.entityRef)}
                isFull={selection?.isFull}
                onSelect={selection?.toggle}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
};
