import { useApi } from '@backstage/frontend-plugin-api';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { deliveryQueryClientRef } from './deliveryQueryClientRef';

/**
 * Gives what is inside the plugin's shared query cache. Every extension is wrapped in it.
 *
 * @internal
 */
export const DeliveryQueryProvider = (props: { children: ReactNode }) => (
  <QueryClientProvider client={useApi(deliveryQueryClientRef)}>
    {props.children}
  </QueryClientProvider>
);
