import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, ToggleButton } from '@backstage/ui';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './FleetArrangement.module.css';
import { type FleetFilter, GROUPINGS } from './fleetFilter';

const NOT_GROUPED = 'none';

/**
 * How what is left of the fleet is shown: grouped, or as a picture of its versions.
 *
 * @internal
 */
export const FleetArrangement = (props: {
  filter: FleetFilter;
  onChange: (changes: Partial<FleetFilter>) => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { filter, onChange } = props;
  return (
    <div className={styles.arrangement}>
      <Select
        className={styles.group}
        aria-label={t('fleet.groupBy')}
        options={[
          { id: NOT_GROUPED, label: t('fleet.notGrouped') },
          ...GROUPINGS.map(by => ({
            id: by as string,
            label: t(`fleet.group.${by}`),
          })),
        ]}
        value={filter.group ?? NOT_GROUPED}
        onChange={key => onChange({ group: GROUPINGS.find(by => by === key) })}
      />
      <ToggleButton
        size="small"
        className={styles.versions}
        isSelected={filter.versions}
        onChange={versions => onChange({ versions })}
      >
        {t('fleet.versions')}
      </ToggleButton>
    </div>
  );
};
