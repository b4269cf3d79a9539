import { useAppLocation, useRouteRef } from '@backstage/frontend-plugin-api';
import { Container, Flex } from '@backstage/ui';
import { lazy, Suspense } from 'react';
import { problemsRouteRef } from '../routes';
import { DeliveryPage } from './DeliveryPage';
import { DeliverySections } from './DeliverySections';

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
  const problems = useRouteRef(problemsRouteRef)?.();
  const isProblems =
    pathname === problems || pathname.startsWith(`${problems}/`);
  return (
    // The frame around a page has no landmark of its own.
    <Container role="main">
      <Flex direction="column" gap="4" py="4">
        <DeliverySections />
        <Suspense fallback={null}>
          {isProblems ? <ProblemsPage /> : <DeliveryPage />}
        </Suspense>
      </Flex>
    </Container>
  );
};
