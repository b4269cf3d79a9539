import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EnvironmentStatus } from '@stonegarden/backstage-plugin-delivery-common';
import { FoldedText } from '../shared/states/FoldedText';
import { TimeAgo } from '../shared/time/TimeAgo';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './EnvironmentStop.module.css';

const FAILED = {
  sync: 'stop.operationFailed',
  'partial-sync': 'stop.partialSyncFailed',
  'dry-run': 'stop.dryRunFailed',
} as const;

const FAILED_PLAIN = {
  sync: 'stop.operationFailedPlain',
  'partial-sync': 'stop.partialSyncFailedPlain',
  'dry-run': 'stop.dryRunFailedPlain',
} as const;

const DONE = {
  'partial-sync': 'stop.partialSyncDone',
  'dry-run': 'stop.dryRunDone',
} as const;

/**
 * Argo CD's last operation, where it is not just a sync that went well: one that fails, and one that was no whole sync, by
 * its kind. A row of a list.
 *
 * @internal
 */
export const OperationFact = (props: { environment: EnvironmentStatus }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { operation, syncReason } = props.environment;
  if (!operation) return null;
  const { kind, phase, message, finishedAt } = operation;

  if (phase === 'Running' && operation.retrying) {
    // The reason says the same where the backend gives it.
    return message && syncReason?.code !== 'SyncRetrying' ? (
      <li>
        <FoldedText
          text={t('stop.retrying', { message })}
          className={styles.message}
        />
      </li>
    ) : null;
  }
  if (phase === 'Failed' || phase === 'Error') {
    return (
      <li>
        <FoldedText
          text={message ? t(FAILED[kind], { message }) : t(FAILED_PLAIN[kind])}
          className={styles.message}
        />
      </li>
    );
  }
  if (phase === 'Succeeded' && kind !== 'sync' && finishedAt) {
    return (
      <li>
        <TimeAgo time={finishedAt} format={age => t(DONE[kind], { age })} />
      </li>
    );
  }
  return null;
};
