import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { NavLink } from 'react-router-dom';
import { listProblems } from '../problems/problemList';
import { useProblemEntities } from '../problems/useProblemEntities';
import { deliveryRouteRef, problemsRouteRef } from '../routes';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './DeliverySections.module.css';

/**
 * Leads from the services to the manifests with problems, of which it says how many there are, and back. These are
 * pages of their own, hence links and no tabs.
 *
 * @internal
 */
export const DeliverySections = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const services = useRouteRef(deliveryRouteRef);
  const problems = useRouteRef(problemsRouteRef);
  const { data } = useProblemEntities();
  const count = useMemo(() => data && listProblems(data).length, [data]);
  if (!services || !problems) return null;
  return (
    <nav aria-label={t('problemsPage.sections')}>
      <ul className={styles.sections}>
        <li>
          <NavLink to={services()} end className={styles.section}>
            {t('problemsPage.services')}
          </NavLink>
        </li>
        <li>
          <NavLink to={problems()} className={styles.section}>
            {count
              ? t('problemsPage.tabCount', { number: String(count) })
              : t('problemsPage.tab')}
          </NavLink>
        </li>
      </ul>
    </nav>
  );
};
