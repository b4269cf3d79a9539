import { useApi } from '@backstage/frontend-plugin-api';
import type { EmergencyRollback } from '@stonegarden/backstage-plugin-delivery-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { rollbackApiRef } from '../shared/api/RollbackApi';
import { queryKeys } from '../shared/queries/queryKeys';

/**
 * Rolls an environment back in Argo CD, past Git, with the reason that the person gave. It goes on when the dialog that began it
 * is closed, and when nobody waits for it any more.
 *
 * @param onAnswer - called while the page that asked for it is there
 * @internal
 */
export function useEmergencyRollback(
  entityRef: string,
  environment: string,
  deployment: string | undefined,
  onAnswer: (rollback: EmergencyRollback) => void,
) {
  const api = useApi(rollbackApiRef);
  const client = useQueryClient();
  const wait = useRef<AbortController>();
  const [reason, setReason] = useState('');
  const mutation = useMutation({
    mutationFn: () => {
      if (!deployment) throw new Error('There is nothing to roll back to');
      wait.current = new AbortController();
      const { signal } = wait.current;
      return api.openEmergencyRollback(
        entityRef,
        environment,
        { deployment, reason: reason.trim() },
        { signal },
      );
    },
    onSettled: () =>
      client.invalidateQueries({ queryKey: queryKeys.service(entityRef) }),
  });
  return {
    ...mutation,
    mutate: (_: undefined, options: { onSettled: () => void }) =>
      mutation.mutate(undefined, { ...options, onSuccess: onAnswer }),
    reason,
    setReason,
    /** The person did not want to wait any longer. */
    stopped: mutation.error?.name === 'AbortError',
    stopWaiting: () => wait.current?.abort(),
  };
}
