import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FleetRow } from '@stonegarden/backstage-plugin-delivery-common';
import { useMemo } from 'react';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import type { FleetFilter } from './fleetFilter';
import styles from './FleetViewChips.module.css';
import { countViews, FLEET_VIEWS } from './fleetViews';

/** As wide as most numbers will be, so that the chips keep their lines. */
const NOT_COUNTED = '–\u2007';

/**
 * The views of the fleet and how many services each has, and whether only the viewer's are shown.
 *
 * @internal
 */
export const FleetViewChips = (props: {
  /** What the other filters leave; undefined while it is asked for. */
  rows?: readonly FleetRow[];
  production: readonly string[];
  /** How many of what is left are the viewer's; undefined while that is not known. */
  mine?: number;
  filter: FleetFilter;
  onChange: (changes: Partial<FleetFilter>) => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { rows, production, mine, filter, onChange } = props;
  const counts = useMemo(
    () => rows && countViews(rows, production),
    [rows, production],
  );
  return (
    <div role="group" aria-label={t('fleet.show')} className={styles.views}>
      {FLEET_VIEWS.map(view => (
        <button
          key={view}
          type="button"
          className={styles.view}
          aria-pressed={view === filter.view}
          onClick={() => onChange({ view })}
        >
          {t(`fleet.${view}`, {
            number: counts ? String(counts[view]) : NOT_COUNTED,
          })}
        </button>
      ))}
      <span className={styles.between} aria-hidden />
      <button
        type="button"
        className={styles.view}
        aria-pressed={filter.mine}
        onClick={() => onChange({ mine: !filter.mine })}
      >
        {t('fleet.mine', {
          number: mine === undefined ? NOT_COUNTED : String(mine),
        })}
      </button>
    </div>
  );
};
