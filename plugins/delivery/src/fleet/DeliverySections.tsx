import {
  RouterLink,
  useAppLocation,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { listProblems } from '../problems/problemList';
import { useProblemEntities } from '../problems/useProblemEntities';
import { deliveryRouteRef, problemsRouteRef } from '../routes';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './DeliverySections.module.css';

/**
 * Links between the page of services and the page of manifests with problems, of which it says how many there are. They
 * are links rather than tabs, because each is a page of its own.
 *
 * @internal
 */
export const DeliverySections = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { pathname } = useAppLocation();
  const services = useRouteRef(deliveryRouteRef);
  const problems = useRouteRef(problemsRouteRef);
  const { data } = useProblemEntities();
  const count = useMemo(() => data && listProblems(data).length, [data]);
  if (!services || !problems) return null;
  const current = (href: string) =>
    pathname.replace(/\/$/, '') === href ? 'page' : undefined;
  return (
    <nav aria-label={t('problemsPage.sections')}>
      <ul className={styles.sections}>
        <li>
          <RouterLink
            href={services()}
            className={styles.section}
            aria-current={current(services())}
          >
            {t('problemsPage.services')}
          </RouterLink>
        </li>
        <li>
          <RouterLink
            href={problems()}
            className={styles.section}
            aria-current={current(problems())}
          >
            {count
              ? t('problemsPage.tabCount', { number: String(count) })
              : t('problemsPage.tab')}
          </RouterLink>
        </li>
      </ul>
    </nav>
  );
};
