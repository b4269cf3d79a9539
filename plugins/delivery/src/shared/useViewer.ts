import { useIdentity } from './useIdentity';

/**
 * Entity ref of who looks at the page; undefined until that is known.
 *
 * @internal
 */
export function useViewer(): string | undefined {
  return useIdentity().data?.userEntityRef;
}
