import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  useAppSearchParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Flex, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { useCallback } from 'react';
import { MetricsView } from '../dora/MetricsView';
import { useServiceDelivery } from '../environment/useServiceDelivery';
import { useServiceEntity } from '../service/useServiceEntity';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { HistoryList } from './HistoryList';
import { useRollbackHref } from './useRollbackHref';

const VIEW = 'view';

/**
 * The tab "History" of a service's page: its deployments, or what they come to as metrics.
 *
 * @internal
 */
export const HistoryContent = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entity = useServiceEntity();
  const [params, setParams] = useAppSearchParams();
  const service = stringifyEntityRef(entity);
  const view = params.get(VIEW) === 'metrics' ? 'metrics' : 'deployments';
  const name = entity.metadata.title ?? entity.metadata.name;
  const nameOf = useCallback(() => name, [name]);
  const { data } = useServiceDelivery(service);
  const rollbackHrefOf = useRollbackHref(data?.permissions.rollback);
  return (
    <Flex direction="column" gap="4" pb="4">
      <ToggleButtonGroup
        aria-label={t('history.view')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[view]}
        // What one view is narrowed to means nothing to the other.
        onSelectionChange={([next]) =>
          setParams(next === 'metrics' ? { [VIEW]: 'metrics' } : {})
        }
      >
        <ToggleButton id="deployments" size="small">
          {t('history.viewDeployments')}
        </ToggleButton>
        <ToggleButton id="metrics" size="small">
          {t('history.viewMetrics')}
        </ToggleButton>
      </ToggleButtonGroup>
      {view === 'metrics' ? (
        <MetricsView service={service} />
      ) : (
        <HistoryList
          service={service}
          name={entity.metadata.name}
          environments={(entity.spec.environments ?? []).map(e => e.name)}
          nameOf={nameOf}
          rollbackHrefOf={rollbackHrefOf}
        />
      )}
    </Flex>
  );
};
