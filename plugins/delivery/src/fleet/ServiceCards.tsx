import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Card, CardBody, CardHeader, Link, Text } from '@backstage/ui';
import type {
  ServiceDeliverySummary,
  ServiceEntity,
} from '@stonegarden/backstage-plugin-delivery-common';
import { teamOf } from './filterServices';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { PartBoundary } from '../shared/states/PartBoundary';
import { EnvironmentList } from './EnvironmentList';
import styles from './ServiceCards.module.css';

/**
 * Services as cards, for narrow windows.
 *
 * @internal
 */
export const ServiceCards = (props: {
  services: ServiceEntity[];
  summaries?: Map<string, ServiceDeliverySummary>;
  loading: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return (
    <ul className={styles.cards} aria-label={t('page.tableLabel')}>
      {props.services.map(service => {
        const ref = stringifyEntityRef(service);
        return (
          <li key={ref}>
            <PartBoundary name={service.metadata.name}>
              <ServiceCard
                service={service}
                summary={props.summaries?.get(ref)}
                loading={props.loading}
              />
            </PartBoundary>
          </li>
        );
      })}
    </ul>
  );
};

function ServiceCard(props: {
  service: ServiceEntity;
  summary?: ServiceDeliverySummary;
  loading: boolean;
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entityLink = useEntityRefLink();
  const { service } = props;
  return (
    <Card>
      <CardHeader>
        <Link href={entityLink(service)} weight="bold">
          {service.metadata.title ?? service.metadata.name}
        </Link>
        <Text as="p" variant="body-small" color="secondary">
          {t(`layer.${service.spec.layer ?? 'none'}`)} · {teamOf(service)}
        </Text>
      </CardHeader>
      <CardBody>
        <EnvironmentList {...props} />
      </CardBody>
    </Card>
  );
}
