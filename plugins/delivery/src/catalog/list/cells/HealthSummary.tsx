import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { RouterLink, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Skeleton } from '@backstage/ui';
import { cellLooks } from '../../../fleet/cellLooks';
import { cellState } from '../../../fleet/cellState';
import { useCellStateText } from '../../../fleet/useCellText';
import { worstCell } from '../../../fleet/worstCell';
import { environmentHref } from '../../../shared/address/environmentHref';
import { HealthLabel } from '../../../shared/status/HealthLabel';
import { StatusLabel } from '../../../shared/status/StatusLabel';
import { deliveryTranslationRef } from '../../../translation/deliveryTranslationRef';
import { useFleetHealth } from '../FleetHealth';
import { serviceSpec } from './serviceSpec';
import styles from './cells.module.css';

/** The title of the column. */
export const HealthTitle = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return <>{t('fleet.healthTitle')}</>;
};

/**
 * How a service is in the environment that needs somebody most; `Unknown` where the portal does not say, and nothing for what
 * runs nowhere.
 */
export const HealthSummary = ({ entity }: { entity: Entity }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entityLink = useEntityRefLink();
  const stateText = useCellStateText();
  const { rows, production, isLoading } = useFleetHealth();
  if (serviceSpec(entity).environments.length === 0) return null;
  if (isLoading) return <Skeleton width={72} height={18} />;
  const row = rows.get(stringifyEntityRef(entity));
  const cell = row && worstCell(row.environments, production);
  if (!cell) return <HealthLabel health="Unknown" />;
  const known = cellState(cell);
  // What was true once is not how it is.
  const state = known === 'stale' ? 'unknown' : known;
  const { tone, Icon } = cellLooks[state];
  const word = stateText(state);
  return (
    <RouterLink
      className={styles.health}
      data-state={state}
      href={environmentHref(entityLink(entity), cell.name)}
    >
      <StatusLabel
        tone={tone}
        icon={<Icon size={16} aria-hidden />}
        word={
          state === 'healthy'
            ? word
            : t('fleet.healthIn', { state: word, environment: cell.name })
        }
      />
    </RouterLink>
  );
};
