import { Container, Flex } from '@backstage/ui';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
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
export const DeliveryRouter = () => (
  // The frame around a page has no landmark of its own.
  <Container role="main">
    <Flex direction="column" gap="4" py="4">
      <DeliverySections />
      <Suspense fallback={null}>
        <Routes>
          <Route path={problemsRouteRef.path} element={<ProblemsPage />} />
          <Route path="*" element={<DeliveryPage />} />
        </Routes>
      </Suspense>
    </Flex>
  </Container>
);
