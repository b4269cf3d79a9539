import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiAlertLine, RiErrorWarningLine } from '@remixicon/react';
import { deliveryTranslationRef } from '../../../translation/deliveryTranslationRef';
import { serviceSpec } from './serviceSpec';
import styles from './cells.module.css';

/** How much is wrong with a service's manifest; nothing where nothing is. */
export const ProblemCount = ({ entity }: { entity: Entity }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { errors, warnings } = serviceSpec(entity);
  return (
    <>
      {errors > 0 && (
        <span className={styles.error}>
          <RiErrorWarningLine size={16} aria-hidden />
          {t('problemsPage.errors', { count: errors })}
        </span>
      )}
      {warnings > 0 && (
        <span className={styles.warning}>
          <RiAlertLine size={16} aria-hidden />
          {t('problemsPage.warnings', { count: warnings })}
        </span>
      )}
    </>
  );
};
