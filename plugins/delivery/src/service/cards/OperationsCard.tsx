import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ReactNode } from 'react';
import { entityTeam } from '../../shared/entityTeam';
import { useDeliveryLinks } from '../../shared/links/useDeliveryLinks';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { DefinitionList } from './DefinitionList';
import { useServiceEntity } from '../useServiceEntity';
import { DeliveryCard } from './DeliveryCard';
import { StatedRows } from './StatedRows';
import styles from './cards.module.css';

/**
 * Where one sees how the service is, and what it asks of the platform's security. Only what the manifest says; what it
 * does not say is named in one line.
 *
 * @internal
 */
export const OperationsCard = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entity = useServiceEntity();
  const links = useDeliveryLinks();
  const { monitoring, security } = entity.spec;
  const off = monitoring?.enabled === false;
  const known = { service: entity.metadata.name, team: entityTeam(entity) };
  const demand = (required: boolean) =>
    required ? t('operations.required') : t('operations.notRequired');

  const rows: Array<[label: string, value: ReactNode]> = [];
  const notStated: string[] = [];
  const row = <T,>(
    label: string,
    value: T | undefined,
    show: (stated: T) => ReactNode,
  ) => {
    if (value === undefined) notStated.push(label);
    else rows.push([label, show(value)]);
  };

  if (off) {
    rows.push([t('operations.monitoring'), t('operations.monitoringOff')]);
  }
  if (!off || monitoring?.dashboards.length) {
    row(
      t('operations.dashboards'),
      monitoring?.dashboards.length ? monitoring.dashboards : undefined,
      paths => (
        <DefinitionList
          paths={paths}
          live={dashboard => links.dashboard({ ...known, dashboard })}
        />
      ),
    );
  }
  if (!off || monitoring?.alerts.length) {
    row(
      t('operations.alerts'),
      monitoring?.alerts.length ? monitoring.alerts : undefined,
      paths => (
        <DefinitionList
          paths={paths}
          live={alert => links.alert({ ...known, alert })}
        />
      ),
    );
  }
  row(
    t('operations.podSecurity'),
    security?.podSecurityStandards,
    standard => standard,
  );
  row(t('operations.networkPolicies'), security?.networkPolicies, demand);
  row(t('operations.imageScan'), security?.imageScanRequired, demand);
  if (security?.secrets?.length) {
    rows.push([
      t('operations.secrets'),
      <ul className={styles.plain}>
        {security.secrets.map(name => (
          <li key={name}>
            <code>{name}</code>
          </li>
        ))}
      </ul>,
    ]);
  }

  return (
    <DeliveryCard title={t('operations.title')}>
      <StatedRows
        rows={rows}
        none={t('operations.none')}
        notStated={
          notStated.length > 0
            ? t('operations.notStated', { fields: notStated.join(', ') })
            : undefined
        }
      />
    </DeliveryCard>
  );
};
