import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Tab, TabList, Tabs } from '@backstage/ui';
import { useMemo } from 'react';
import { listProblems } from '../../lib/problemList';
import { useProblemEntities } from '../../queries/useProblemEntities';
import { deliveryRouteRef, problemsRouteRef } from '../../routes';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';

/**
 * Leads from the services to the manifests with problems, of which it says how many there are, and back.
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
    <Tabs>
      <TabList aria-label={t('problemsPage.sections')}>
        <Tab id="services" href={services()}>
          {t('problemsPage.services')}
        </Tab>
        <Tab id="problems" href={problems()}>
          {count
            ? t('problemsPage.tabCount', { number: String(count) })
            : t('problemsPage.tab')}
        </Tab>
      </TabList>
    </Tabs>
  );
};
