import { useRef } from 'react';

/**
 * Starts a mutation unless it is going on already. The mutation's own pending state comes too late for that: a
 * double click's second press arrives before it is drawn.
 *
 * @internal
 */
export function useStartOnce(mutation: {
  mutate(variables: undefined, options: { onSettled: () => void }): void;
}): () => void {
  const running = useRef(false);
  return () => {
    if (running.current) return;
    running.current = true;
    mutation.mutate(undefined, {
      onSettled: () => {
        running.current = false;
      },
    });
  };
}
