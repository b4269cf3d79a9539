import {
  useAppLocation,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Container, Flex } from '@backstage/ui';
import { lazy, Suspense } from 'react';
import { historyRouteRef, metricsRouteRef, problemsRouteRef } from '../routes';
import { PageSkeleton } from '../shared/states/PageSkeleton';
import { useDocumentTitle } from '../shared/title/useDocumentTitle';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { DeliveryPage } from './DeliveryPage';
import { DeliverySections } from './DeliverySections';

const HistoryPage = lazy(async () => {
  const { HistoryPage: component } = await import('../history/HistoryPage');
  return { default: component };
});

const MetricsPage = lazy(async () => {
  const { MetricsPage: component } = await import('../dora/MetricsPage');
  return { default: component };
});

const ProblemsPage = lazy(async () => {
  const { ProblemsPage: component } = await import('../problems/ProblemsPage');
  return { default: component };
});

/**
 * The pages below `/delivery`, each under the links between them.
 *
 * @internal
 */
export const DeliveryRouter = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { pathname } = useAppLocation();
  const pages = [
    {
      path: useRouteRef(historyRouteRef)?.(),
      Page: HistoryPage,
      name: t('history.section'),
    },
    {
      path: useRouteRef(metricsRouteRef)?.(),
      Page: MetricsPage,
      name: t('metrics.section'),
    },
    {
      path: useRouteRef(problemsRouteRef)?.(),
      Page: ProblemsPage,
      name: t('problemsPage.tab'),
    },
  ];
  const { Page, name } = pages.find(
    ({ path }) => pathname === path || pathname.startsWith(`${path}/`),
  ) ?? { Page: DeliveryPage, name: undefined };
  useDocumentTitle(...(name ? [name] : []), t('page.title'));
  return (
    // The frame around a page has no landmark of its own.
    <Container role="main">
      <Flex direction="column" gap="4" py="4">
        <DeliverySections />
        <Suspense fallback={<PageSkeleton />}>
          <Page />
        </Suspense>
      </Flex>
    </Container>
  );
};
