import { useAppLocation, useRouteRef } from '@backstage/frontend-plugin-api';
import { Container, Flex } from '@backstage/ui';
import { lazy, Suspense } from 'react';
import { historyRouteRef, metricsRouteRef, problemsRouteRef } from '../routes';
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
  const { pathname } = useAppLocation();
  const pages = [
    { path: useRouteRef(historyRouteRef)?.(), Page: HistoryPage },
    { path: useRouteRef(metricsRouteRef)?.(), Page: MetricsPage },
    { path: useRouteRef(problemsRouteRef)?.(), Page: ProblemsPage },
  ];
  const { Page } = pages.find(
    ({ path }) => pathname === path || pathname.startsWith(`${path}/`),
  ) ?? { Page: DeliveryPage };
  return (
    // The frame around a page has no landmark of its own.
    <Container role="main">
      <Flex direction="column" gap="4" py="4">
        <DeliverySections />
        <Suspense fallback={null}>
          <Page />
        </Suspense>
      </Flex>
    </Container>
  );
};
