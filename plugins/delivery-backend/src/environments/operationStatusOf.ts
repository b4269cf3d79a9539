import type { OperationStatus } from '@stonegarden/backstage-plugin-delivery-common';
import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import type { ServiceSource } from '../services/ServiceSource';
import { operationRevision } from './deployedRevision';

/** The running or last operation of an Application as the API gives it. */
export function operationStatusOf(
  record: ApplicationRecord,
  source: ServiceSource | undefined,
): OperationStatus | undefined {
  const { operation } = record;
  const revision = operationRevision(record, source);
  return (
    operation && {
      phase: operation.phase,
      kind: operation.kind,
      ...(operation.retrying ? { retrying: true } : {}),
      message: operation.message,
      startedAt: operation.startedAt,
      finishedAt: operation.finishedAt,
      ...(revision ? { revision } : {}),
    }
  );
}
