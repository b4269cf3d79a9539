import { useEntity } from '@backstage/plugin-catalog-react';
import type { ReactNode } from 'react';
import { PartBoundary } from '../shared/states/PartBoundary';

/**
 * A card or tab of an entity's page, which anybody may have registered: when it cannot be shown, a sentence says so.
 *
 * @internal
 */
export const EntityPart = ({ children }: { children: ReactNode }) => {
  const { entity } = useEntity();
  return <PartBoundary name={entity.metadata.name}>{children}</PartBoundary>;
};
