import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import styles from './FleetMatrix.module.css';

/**
 * Stands where a service has no environment of its column: nothing to see, but keys lead through it.
 *
 * @internal
 */
export const FleetGapCell = (props: {
  service: string;
  environment: string;
  /** Number of the column in the grid, from 0. */
  column: number;
  tabIndex: 0 | -1;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { service, environment, column } = props;
  return (
    <div
      role="gridcell"
      aria-colindex={column + 1}
      data-column={column}
      className={styles.empty}
      style={{ gridColumn: column + 1 }}
      tabIndex={props.tabIndex}
    >
      <VisuallyHidden>
        {t('fleet.noSuchEnvironment', { service, environment })}
      </VisuallyHidden>
    </div>
  );
};
