import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { useServiceOptions } from '../history/useServiceOptions';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { MetricsView } from './MetricsView';

/**
 * The DORA metrics of all services.
 *
 * @internal
 */
export const MetricsPage = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { services, teams } = useServiceOptions();
  return (
    <Flex direction="column" gap="4">
      <Text as="h2" variant="title-small" weight="bold">
        {t('metrics.title')}
      </Text>
      <MetricsView services={services} teams={teams} />
    </Flex>
  );
};
