import {
  RouterLink,
  useAppLocation,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { listProblems } from '../problems/problemList';
import { useProblemEntities } from '../problems/useProblemEntities';
import {
  deliveryRouteRef,
  historyRouteRef,
  metricsRouteRef,
  problemsRouteRef,
} from '../routes';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './DeliverySections.module.css';

/**
 * Links between the pages of services, of deployments, of metrics, and of manifests with problems, of which it says how
 * many there are. They are links rather than tabs, because each is a page of its own.
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
  const history = useRouteRef(historyRouteRef);
  const metrics = useRouteRef(metricsRouteRef);
  if (!services || !history || !metrics || !problems) return null;
  const sections = [
    { href: services(), text: t('problemsPage.services') },
    { href: history(), text: t('history.section') },
    { href: metrics(), text: t('metrics.section') },
    {
      href: problems(),
      text: count
        ? t('problemsPage.tabCount', { number: String(count) })
        : t('problemsPage.tab'),
    },
  ];
  return (
    <nav aria-label={t('problemsPage.sections')}>
      <ul className={styles.sections}>
        {sections.map(({ href, text }) => (
          <li key={href}>
            <RouterLink
              href={href}
              className={styles.section}
              aria-current={
                pathname.replace(/\/$/, '') === href ? 'page' : undefined
              }
            >
              {text}
            </RouterLink>
          </li>
        ))}
      </ul>
    </nav>
  );
};
