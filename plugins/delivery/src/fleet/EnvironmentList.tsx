import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import {
  formatImage,
  type ServiceDeliverySummary,
  type ServiceEntity,
} from '@stonegarden/backstage-plugin-delivery-common';
import { releaseName } from '../environment/release';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { HealthLabel } from '../shared/status/HealthLabel';
import styles from './EnvironmentList.module.css';

/**
 * A service's environments in a row: name, health as a word, release. Without facts each is unknown, never absent.
 *
 * @internal
 */
export const EnvironmentList = (props: {
  service: ServiceEntity;
  summary?: ServiceDeliverySummary;
  loading: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const names = (props.service.spec.environments ?? []).map(e => e.name);
  if (!names.length) {
    return <span className={styles.none}>{t('page.noEnvironments')}</span>;
  }
  return (
    <ul className={styles.list}>
      {names.map(name => {
        const facts = props.summary?.environments.find(e => e.name === name);
        const [main] = facts?.release?.images ?? [];
        return (
          <li key={name} className={styles.environment}>
            <span className={styles.name}>{name}</span>
            {props.loading ? (
              <Skeleton width={72} height={18} />
            ) : (
              <HealthLabel
                health={facts?.health ?? 'Unknown'}
                stale={facts?.stale}
              />
            )}
            <span className={styles.release} title={main && formatImage(main)}>
              {releaseName(facts?.release)}
            </span>
          </li>
        );
      })}
    </ul>
  );
};
