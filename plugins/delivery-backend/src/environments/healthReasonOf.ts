import {
  createReason,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import { causeOf } from '../argocd/readModel/causeOf';

/** Why an Application is as healthy as it is; undefined when Argo CD says no more than the word. */
export function healthReasonOf(record: ApplicationRecord): Reason | undefined {
  const { conditions, health, healthMessage } = record;
  if (isNeverDeployed(record)) {
    return createReason('NeverDeployed', { environment: record.environment });
  }
  const error = conditions?.find(({ type }) => type.endsWith('Error'));
  if (health === 'Unknown' && error) {
    return conditionReason(error);
  }
  const cause = causeOf(healthMessage);
  if (cause) {
    return createReason('ResourceHealth', {
      ...cause,
      health,
      ...record.details?.cause,
    });
  }
  return healthMessage
    ? createReason('HealthDetail', { detail: healthMessage })
    : undefined;
}

/** Why Argo CD compares as it does, or its syncs fail; undefined when it says no more than the word. */
export function syncReasonOf(record: ApplicationRecord): Reason | undefined {
  const { conditions = [], environment, operation, sync } = record;
  if (operation?.retrying) {
    return createReason('SyncRetrying', {
      environment,
      ...(operation.message ? { detail: operation.message } : {}),
    });
  }
  const [worst] = conditions;
  const isError = worst?.type.endsWith('Error');
  // What is only a warning keeps nothing from being synced.
  if (record.syncBlock && !isError) {
    return createReason('AutoSyncBlocked', {
      environment,
      ...record.syncBlock,
    });
  }
  if (worst && (sync !== 'Synced' || isError)) {
    return conditionReason(worst);
  }
  return isNeverDeployed(record)
    ? createReason('NeverDeployed', { environment })
    : undefined;
}

/** Whether nothing was ever deployed. An Application may keep no history, so that alone does not say it. */
export function isNeverDeployed(record: ApplicationRecord): boolean {
  const { health, history, images, operation, sync } = record;
  return (
    health === 'Missing' &&
    sync !== 'Synced' &&
    history.length === 0 &&
    images.length === 0 &&
    !(operation?.kind === 'sync' && operation.phase === 'Succeeded')
  );
}

function conditionReason({ type, message }: { type: string; message: string }) {
  return createReason('ApplicationCondition', { type, detail: message });
}
