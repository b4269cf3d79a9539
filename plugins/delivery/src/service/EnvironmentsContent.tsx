import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { deliveryEnvironmentReadPermission } from '@stonegarden/backstage-plugin-delivery-common';
import { useServiceDelivery } from '../environment/useServiceDelivery';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { Freshness } from '../environment/Freshness';
import { InstanceNotice } from '../environment/InstanceNotice';
import { LiveRegion } from './LiveRegion';
import { PathSkeleton } from '../promotion/PathSkeleton';
import { PromotionPath } from '../promotion/PromotionPath';
import { EmptyState } from '../shared/states/EmptyState';
import { RequestFailure } from '../shared/states/RequestFailure';
import { useServiceEntity } from './useServiceEntity';
import { StrayApplications } from './StrayApplications';
import { useFailureText } from '../shared/states/useFailureText';

/** Height of a stop with its usual facts, so that nothing jumps when they come. */
const STOP_HEIGHT = 216;

/**
 * The tab "Environments" of a service's page.
 *
 * @internal
 */
export const EnvironmentsContent = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entity = useServiceEntity();
  const words = useFailureText();
  const named = entity.spec.environments?.length ?? 0;
  const { data, error, refetch } = useServiceDelivery(
    stringifyEntityRef(entity),
  );

  const retry = () => {
    refetch();
  };
  let content;
  if (data) {
    content = data.environments.length ? (
      <PromotionPath service={entity.metadata.name} delivery={data} />
    ) : (
      <EmptyState
        title={t('environments.emptyTitle')}
        text={t('environments.emptyText')}
      />
    );
  } else if (error) {
    content = (
      <RequestFailure
        error={error}
        permission={deliveryEnvironmentReadPermission.name}
        onRetry={retry}
      />
    );
  } else {
    content = <PathSkeleton stops={named || 1} height={STOP_HEIGHT} />;
  }

  return (
    <Flex direction="column" gap="4" py="4">
      <LiveRegion delivery={data} />
      {data?.instances.map(instance => (
        <InstanceNotice key={instance.name} instance={instance} />
      ))}
      {content}
      {data && <Freshness delivery={data} />}
      {data && <StrayApplications applications={data.strayApplications} />}
      {data && error && (
        <Text as="p" role="status" variant="body-small" color="secondary">
          {t('state.stillShowing', { message: words(error) })}
        </Text>
      )}
    </Flex>
  );
};
