import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type FocusEvent, useMemo, useRef, useState } from 'react';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { cardHeight, FleetCard, GAP } from './FleetCard';
import styles from './FleetCards.module.css';
import { GroupHead } from './GroupHead';
import type { MatrixItem } from './matrix/matrixItems';
import type { FleetSelection } from './selection/useFleetSelection';
import { useVisibleRows } from './useVisibleRows';
import { renderedRows, rowOffsets } from './windowing';

/** In pixels, with the gap below. */
const GROUP_HEIGHT = 64 + GAP;

/**
 * The fleet on narrow windows: a card for each service, of which only those that are seen are rendered.
 *
 * @internal
 */
export const FleetCards = (props: {
  items: readonly MatrixItem[];
  /** Names of the environments that count as production. */
  production: readonly string[];
  nameOf: (entityRef: string) => string;
  onToggle: (key: string) => void;
  /** In milliseconds. */
  now: number;
  /** Left out where services cannot be selected. */
  selection?: FleetSelection;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { items } = props;
  const list = useRef<HTMLUListElement>(null);
  const offsets = useMemo(
    () =>
      rowOffsets(
        items.map(item =>
          item.kind === 'group' ? GROUP_HEIGHT : cardHeight(item.row) + GAP,
        ),
      ),
    [items],
  );
  const visible = useVisibleRows(list, offsets);
  const [focused, setFocused] = useState<string>();
  // Where news bring a card elsewhere, whoever is at it stays at it.
  const shown = renderedRows(
    visible,
    items.findIndex(({ key }) => key === focused),
  );
  return (
    <ul
      ref={list}
      className={styles.cards}
      aria-label={t('page.tableLabel')}
      style={{ height: offsets.at(-1) }}
      onFocus={({ target }) => setFocused(keyAround(target))}
      onBlur={({ relatedTarget }: FocusEvent) =>
        setFocused(keyAround(relatedTarget))
      }
    >
      {shown.map(place => {
        const item = items[place];
        return (
          <li
            key={item.key}
            data-row={item.key}
            className={styles.item}
            style={{
              top: offsets[place],
              height: offsets[place + 1] - offsets[place] - GAP,
            }}
            aria-posinset={place + 1}
            aria-setsize={items.length}
          >
            {item.kind === 'group' ? (
              <GroupHead
                item={item}
                nameOf={props.nameOf}
                onToggle={props.onToggle}
              />
            ) : (
              <FleetCard
                production={props.production}
                row={item.row}
                nameOf={props.nameOf}
                now={props.now}
                isSelected={props.selection?.selected.has(item.row.entityRef)}
                isFull={props.selection?.isFull}
                onSelect={props.selection?.toggle}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
};

/** Key of the card or group that an element is in. */
function keyAround(element: Element | null): string | undefined {
  return element?.closest<HTMLElement>('[data-row]')?.dataset.row;
}
