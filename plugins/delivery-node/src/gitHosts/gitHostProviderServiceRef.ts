import { createServiceRef } from '@backstage/backend-plugin-api';
import type { GitHostProvider } from './GitHostProvider';

/**
 * Adapters of further kinds of Git hosts: add a service factory for each to the backend. One for a kind that this package
 * serves itself takes its place.
 *
 * @public
 */
export const gitHostProviderServiceRef = createServiceRef<GitHostProvider>({
  id: 'delivery.git-host-provider',
  scope: 'plugin',
  multiton: true,
});
