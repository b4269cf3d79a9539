import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FleetRow } from '@stonegarden/backstage-plugin-delivery-common';
import { cellLooks } from '../fleet/cellLooks';
import { cellState } from '../fleet/cellState';
import { useCellText } from '../fleet/useCellText';
import { StatusLabel } from '../shared/status/StatusLabel';
import { useNow } from '../shared/time/useNow';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './home.module.css';

/** States that the release alone does not tell. */
const says = (state: ReturnType<typeof cellState>) =>
  state !== 'healthy' && state !== 'neverDeployed';

/**
 * What production runs of a service: the release, how far it is behind, and its state where that is not Healthy. Where several
 * environments count as production, each is named.
 *
 * @internal
 */
export const MyServiceRow = (props: {
  /** Undefined where nothing of it is visible, or nothing is known. */
  row: FleetRow | undefined;
  production: readonly string[] | undefined;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const textOf = useCellText();
  const now = useNow(30_000);
  const cells =
    props.row?.environments.filter(({ name }) =>
      props.production?.includes(name),
    ) ?? [];
  if (cells.length === 0) {
    return (
      <span className={styles.runs}>
        {t(props.row ? 'home.noProduction' : 'home.notKnown')}
      </span>
    );
  }
  return (
    <span className={styles.runs}>
      {cells.map(cell => {
        const state = cellState(cell);
        const { release, state: stateText, lag } = textOf(cell, now);
        const { tone, Icon } = cellLooks[state];
        return (
          <span key={cell.name} className={styles.run}>
            {cells.length > 1 && (
              <span className={styles.detail}>{cell.name}</span>
            )}
            {release ? (
              <span className={styles.release}>{release}</span>
            ) : (
              !says(state) && <span className={styles.detail}>{stateText}</span>
            )}
            {says(state) && (
              <StatusLabel
                tone={tone}
                icon={<Icon size={16} aria-hidden />}
                word={stateText}
              />
            )}
            {lag && <span className={styles.detail}>{lag}</span>}
          </span>
        );
      })}
    </span>
  );
};
