import { useRef } from 'react';

/**
 * Starts a mutation unless it is going on already. The mutation's own pending state comes too late for that: a
 * double click's second press arrives before it is drawn.
 *
 * @param variables - what it is started with
 * @internal
 */
export function useStartOnce<Variables = undefined>(
  mutation: {
    mutate(
      variables: Variables | undefined,
      options: { onSettled: () => void },
    ): void;
  },
  variables?: Variables,
): () => void {
  const running = useRef(false);
  return () => {
    if (running.current) return;
    running.current = true;
    mutation.mutate(variables, {
      onSettled: () => {
        running.current = false;
      },
    });
  };
}
