import type { Promotion } from '@stonegarden/backstage-plugin-delivery-common';
import { servicePage } from './servicePage';

/** Path at which the portal shows a promotion, or a rollback, below `app.baseUrl`. */
export function promotionPage({
  entityRef,
  id,
  rollback,
  to,
}: Pick<Promotion, 'entityRef' | 'id' | 'rollback' | 'to'>): string {
  const query = new URLSearchParams({
    [rollback ? 'rollback' : 'promote']: to,
    promotion: id,
  });
  return `${servicePage(entityRef)}/environments?${query}`;
}
