import type {
  OverrideRequest,
  Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { queryKeys } from '../shared/queries/queryKeys';

/**
 * What a person is about to override.
 *
 * @internal
 */
export type OverrideDraft = Required<OverrideRequest>;

const LOOK_AGAIN_MS = 2_000;

/**
 * Opens the pull request of a promotion or rollback. It goes on when the dialog that began it is closed, and when nobody waits
 * for it any more (`stopWaiting`). While it is not known what became of it (`uncertain`), the service is read again every 2 s:
 * what was opened shows up there.
 *
 * @param onOpened - called while the page that asked for it is there
 * @internal
 */
export function useOpening(
  entityRef: string,
  open: (options: {
    signal: AbortSignal;
    /** Undefined where none was given. */
    reason: string | undefined;
    /** Undefined where no gate is to be overridden. */
    override: OverrideDraft | undefined;
  }) => Promise<Promotion>,
  onOpened: (promotion: Promotion) => void,
) {
  const client = useQueryClient();
  const wait = useRef<AbortController>();
  const [reason, setReason] = useState('');
  const mutation = useMutation({
    mutationFn: (override: OverrideDraft | undefined) => {
      wait.current = new AbortController();
      const { signal } = wait.current;
      return open({ signal, reason: reason.trim() || undefined, override });
    },
    onSettled: () =>
      client.invalidateQueries({ queryKey: queryKeys.service(entityRef) }),
  });
  const { error } = mutation;
  const uncertain =
    error !== null &&
    !(error instanceof DeliveryRequestError && error.nothingChanged);

  useEffect(() => {
    if (!uncertain) return undefined;
    const timer = setInterval(() => {
      client.invalidateQueries({ queryKey: queryKeys.service(entityRef) });
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [client, entityRef, uncertain]);

  return {
    ...mutation,
    mutate: (
      override: OverrideDraft | undefined,
      options: { onSettled: () => void },
    ) => mutation.mutate(override, { ...options, onSuccess: onOpened }),
    uncertain,
    /** Why it is asked for, as the person types it. */
    reason,
    setReason,
    /** The person did not want to wait any longer. */
    stopped: error?.name === 'AbortError',
    stopWaiting: () => wait.current?.abort(),
  };
}

/**
 * A pull request that is being opened, or was.
 *
 * @internal
 */
export type Opening = ReturnType<typeof useOpening>;
