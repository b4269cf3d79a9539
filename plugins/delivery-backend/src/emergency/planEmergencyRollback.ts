import {
  createReason,
  type Deployment,
  type EmergencyMethod,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { SyncTarget } from '../argocd/client/ArgocdApi';
import type {
  ApplicationHistoryEntry,
  ApplicationRecord,
} from '../argocd/readModel/ApplicationRecord';
import {
  deployedRevisions,
  ownSourceOf,
} from '../environments/deployedRevision';
import { hiddenReason } from '../environments/hiddenReason';
import type { ServiceSource } from '../services/ServiceSource';

/** How Argo CD can go back to what it deployed before. */
export type EmergencyPlan = {
  method: EmergencyMethod;
  /** Commit of the service's own repository that will run. */
  revision: string;
} & (
  | { method: 'rollback'; historyId: number }
  | { method: 'sync'; target: SyncTarget }
);

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;

/** Whether Argo CD works on an operation, or is about to. */
export function isUnderWay({ operation }: ApplicationRecord): boolean {
  return operation?.phase === 'Running' || operation?.phase === 'Terminating';
}

/** Whether an entry of the history is one of the syncs that a deployment is made of. */
function belongsTo(
  { deployedAt }: ApplicationHistoryEntry,
  { from, until }: Deployment,
): boolean {
  const at = Date.parse(deployedAt ?? '');
  return (
    at >= Date.parse(from) && (until === undefined || at < Date.parse(until))
  );
}

/**
 * How to go back to a deployment: by Argo CD's own rollback while its history has it, by a sync to its commit after that. Or why
 * Argo CD would refuse, which is better said before anybody asks. The Application must be one that is seen now.
 */
export function planEmergencyRollback(
  deployment: Deployment,
  record: ApplicationRecord,
  source: ServiceSource | undefined,
): EmergencyPlan | { problem: Reason } {
  const { environment } = deployment;
  const problem = (reason: Reason) => ({ problem: reason });
  if (record.hidden) {
    return problem(hiddenReason(record));
  }
  if (record.automated) {
    return problem(createReason('AutoSyncPreventsRollback', { environment }));
  }
  if (isUnderWay(record)) {
    return problem(createReason('OtherOperationRunning', { environment }));
  }
  const deployed = deployedRevisions(record, source);
  // Ids are those of one Application: what another one deployed is not in its history.
  const isSameApplication =
    deployment.instance === record.instance &&
    deployment.application === `${record.namespace}/${record.name}`;
  const index = isSameApplication
    ? record.history.findLastIndex(entry => belongsTo(entry, deployment))
    : -1;
  const last = deployed.length - 1;
  if (
    (index >= 0 && index === last) ||
    deployed.at(-1)?.revision === deployment.revision
  ) {
    return problem(createReason('DeployedAlready', { environment }));
  }
  const historyId = record.history[index]?.id;
  const revision = deployed[index]?.revision;
  if (historyId !== undefined && revision !== undefined) {
    return { method: 'rollback', historyId, revision };
  }
  const position = ownSourceOf(record, source);
  if (
    record.hydrations ||
    position === undefined ||
    !COMMIT.test(deployment.revision)
  ) {
    return problem(createReason('CommitNotDeployable', { environment }));
  }
  return {
    method: 'sync',
    revision: deployment.revision,
    target: {
      revision: deployment.revision,
      ...(record.sources.length > 1 ? { position } : {}),
    },
  };
}
