import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiArrowUpCircleLine,
  RiCheckLine,
  RiErrorWarningLine,
  RiQuestionLine,
  RiRefreshLine,
  RiTestTubeLine,
} from '@remixicon/react';
import type {
  OperationStatus,
  SyncStatus,
} from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { StatusLabel, type StatusTone } from './StatusLabel';

type Shown =
  | SyncStatus
  | 'Running'
  | 'PartialSyncRunning'
  | 'DryRunRunning'
  | 'Retrying';

const LOOKS: Record<Shown, { tone: StatusTone; Icon: typeof RiQuestionLine }> =
  {
    Synced: { tone: 'quiet', Icon: RiCheckLine },
    OutOfSync: { tone: 'warning', Icon: RiArrowUpCircleLine },
    Unknown: { tone: 'neutral', Icon: RiQuestionLine },
    Running: { tone: 'info', Icon: RiRefreshLine },
    PartialSyncRunning: { tone: 'info', Icon: RiRefreshLine },
    DryRunRunning: { tone: 'info', Icon: RiTestTubeLine },
    Retrying: { tone: 'danger', Icon: RiErrorWarningLine },
  };

/** What is going on counts more than what was compared; a sync whose attempts fail is not on its way. */
function shownFor(sync: SyncStatus, operation?: OperationStatus): Shown {
  if (operation?.phase !== 'Running') return sync;
  if (operation.retrying) return 'Retrying';
  if (operation.kind === 'dry-run') return 'DryRunRunning';
  return operation.kind === 'partial-sync' ? 'PartialSyncRunning' : 'Running';
}

/**
 * Sync status as a word with its icon; an operation that is running is said instead, by its kind.
 *
 * @internal
 */
export const SyncLabel = (props: {
  sync: SyncStatus;
  operation?: OperationStatus;
  stale?: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const shown = shownFor(props.sync, props.operation);
  const { tone, Icon } = LOOKS[shown];
  return (
    <StatusLabel
      tone={props.stale ? 'neutral' : tone}
      icon={<Icon size={16} aria-hidden />}
      word={t(`sync.${shown}`)}
    />
  );
};
