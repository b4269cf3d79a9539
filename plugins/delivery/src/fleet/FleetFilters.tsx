import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField } from '@backstage/ui';
import type { FleetRow } from '@stonegarden/backstage-plugin-delivery-common';
import { useMemo } from 'react';
import { OneOfMany } from '../shared/OneOfMany';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { CELL_STATES } from './cellState';
import type { FleetFilter } from './fleetFilter';
import styles from './FleetFilters.module.css';
import { fleetOptions } from './fleetOptions';
import { useCellStateText } from './useCellText';

const LAYERS = ['services', 'platform', 'infra', 'bootstrap'] as const;

/**
 * Narrows the fleet by words, team, layer, category, cluster and state.
 *
 * @internal
 */
export const FleetFilters = (props: {
  /** All there are. */
  rows: readonly FleetRow[];
  filter: FleetFilter;
  onChange: (changes: Partial<FleetFilter>) => void;
  nameOf: (entityRef: string) => string;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const stateText = useCellStateText();
  const { rows, filter, onChange, nameOf } = props;
  const options = useMemo(() => fleetOptions(rows, nameOf), [rows, nameOf]);
  const layerText = (layer: string) => {
    const known = LAYERS.find(one => one === layer);
    return known ? t(`layer.${known}`) : layer;
  };
  return (
    <div role="search" aria-label={t('fleet.filters')} className={styles.bar}>
      <div className={styles.text}>
        <SearchField
          aria-label={t('page.filter')}
          placeholder={t('page.filterPlaceholder')}
          value={filter.text}
          onChange={text => onChange({ text })}
        />
      </div>
      <OneOfMany
        label={t('fleet.team')}
        any={t('fleet.anyTeam')}
        options={options.teams}
        value={filter.team}
        onChange={team => onChange({ team })}
      />
      <OneOfMany
        label={t('fleet.layer')}
        any={t('fleet.anyLayer')}
        options={options.layers.map(id => ({ id, label: layerText(id) }))}
        value={filter.layer}
        onChange={layer => onChange({ layer })}
      />
      <OneOfMany
        label={t('fleet.category')}
        any={t('fleet.anyCategory')}
        options={options.categories.map(id => ({ id, label: id }))}
        value={filter.category}
        onChange={category => onChange({ category })}
      />
      <OneOfMany
        label={t('fleet.cluster')}
        any={t('fleet.anyCluster')}
        options={options.clusters.map(id => ({ id, label: id }))}
        value={filter.cluster}
        onChange={cluster => onChange({ cluster })}
      />
      <OneOfMany
        label={t('fleet.health')}
        any={t('fleet.anyHealth')}
        options={CELL_STATES.map(id => ({ id, label: stateText(id) }))}
        value={filter.health}
        onChange={health =>
          onChange({ health: CELL_STATES.find(state => state === health) })
        }
      />
    </div>
  );
};
