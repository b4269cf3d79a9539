import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { problemsRouteRef } from '../../routes';
import { DeliveryPage } from './DeliveryPage';

const ProblemsPage = lazy(async () => {
  const { ProblemsPage: component } = await import('../problems/ProblemsPage');
  return { default: component };
});

/**
 * The pages below `/delivery`.
 *
 * @internal
 */
export const DeliveryRouter = () => (
  <Suspense fallback={null}>
    <Routes>
      <Route path={problemsRouteRef.path} element={<ProblemsPage />} />
      <Route path="*" element={<DeliveryPage />} />
    </Routes>
  </Suspense>
);
