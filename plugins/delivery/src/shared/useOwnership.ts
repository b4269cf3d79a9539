import { useIdentity } from './useIdentity';

/**
 * Entity refs that the viewer owns things as: their own and those of their teams. Undefined until that is known.
 *
 * @internal
 */
export function useOwnership(): string[] | undefined {
  return useIdentity().data?.ownershipEntityRefs;
}
