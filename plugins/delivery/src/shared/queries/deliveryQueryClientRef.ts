import { createApiRef } from '@backstage/frontend-plugin-api';
import type { QueryClient } from '@tanstack/react-query';

/**
 * The cache that all pages and cards of this plugin share, so that cards of one page ask once.
 *
 * @internal
 */
export const deliveryQueryClientRef = createApiRef<QueryClient>().with({
  id: 'plugin.delivery.query-client',
  pluginId: 'delivery',
});
