import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { ServiceDelivery } from '@stonegarden/backstage-plugin-delivery-common';
import { oldest } from '../shared/time/age';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { TimeAgo } from '../shared/time/TimeAgo';

/**
 * How old the facts on the page are, and whose they are.
 *
 * @internal
 */
export const Freshness = (props: { delivery: ServiceDelivery }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const live = props.delivery.environments.filter(({ stale }) => !stale);
  const asOf = oldest(live.map(environment => environment.asOf));
  const instances = [
    ...new Set(live.map(({ instance }) => instance).filter(Boolean)),
  ];
  if (!asOf) {
    return null;
  }
  return (
    <Text as="p" variant="body-small" color="secondary">
      <TimeAgo
        time={asOf}
        format={age =>
          instances.length
            ? t('age.asOfSource', { age, instance: instances.join(', ') })
            : t('age.asOf', { age })
        }
      />
    </Text>
  );
};
