import {
  createReason,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import { ArgocdResponseError } from '../argocd/client/argocdErrors';
import { findRefusal } from '../argocd/client/findRefusal';
import { withoutAddresses } from '../argocd/client/withoutAddresses';

const MAX_DETAIL = 300;

/** Why Argo CD refused to roll back; undefined where it may have done it all the same. */
export function refusalReason(
  error: unknown,
  { environment, instance }: { environment: string; instance: string },
): Reason | undefined {
  const detail =
    error instanceof ArgocdResponseError
      ? withoutAddresses(error.detail, MAX_DETAIL)
      : '';
  switch (findRefusal(error)) {
    case 'auto-sync':
      return createReason('AutoSyncPreventsRollback', { environment });
    case 'sync-window':
      return createReason('SyncWindowClosed', { environment, detail });
    case 'history-entry-gone':
      return createReason('HistoryEntryGone', { environment });
    case 'operation-running':
      return createReason('OtherOperationRunning', { environment });
    case 'not-allowed':
      return createReason('RollbackNotAllowed', { environment, instance });
    case 'missing':
      return createReason('ApplicationMissing', { environment, instance });
    case 'other':
      return createReason('RollbackRefused', { environment, detail });
    default:
      return undefined;
  }
}
