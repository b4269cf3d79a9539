import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { HistoryList } from './HistoryList';
import { useServiceOptions } from './useServiceOptions';

/**
 * The deployments of all services.
 *
 * @internal
 */
export const HistoryPage = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { services, teams, environments, nameOf } = useServiceOptions();
  return (
    <Flex direction="column" gap="4">
      <Text as="h2" variant="title-small" weight="bold">
        {t('history.title')}
      </Text>
      <HistoryList
        name="all-services"
        services={services}
        teams={teams}
        environments={environments}
        nameOf={nameOf}
      />
    </Flex>
  );
};
