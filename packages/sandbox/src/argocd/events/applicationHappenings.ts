import type { Application } from '../Application';
import type { Happening } from './KubeEvent';

const component = 'argocd-application-controller';

/** What Argo CD's controller tells of an application when it is so now and was otherwise before, or was not there. */
export function applicationHappenings(
  before: Application | undefined,
  after: Application,
): Happening[] {
  return [
    ...operationHappenings(before, after),
    ...statusHappenings(before, after),
  ];
}

function operationHappenings(
  before: Application | undefined,
  after: Application,
): Happening[] {
  const asked = after.operation;
  if (asked && !before?.operation && asked.initiatedBy.automated) {
    const message = `Initiated automated sync to '${asked.sync.revision}'`;
    return [{ reason: 'OperationStarted', message, component }];
  }
  const { operationState } = after.status;
  const isEnd = before?.operation && !asked;
  if (!isEnd || !operationState?.finishedAt) {
    return [];
  }
  const { operation, phase, message, syncResult } = operationState;
  const part = operation.sync.resources?.length ? 'Partial sync' : 'Sync';
  const to = syncResult ? ` to ${syncResult.revision}` : '';
  const succeeded = phase === 'Succeeded';
  return [
    {
      reason: 'OperationCompleted',
      type: succeeded ? 'Normal' : 'Warning',
      message: `${part} operation${to} ${
        succeeded ? 'succeeded' : `failed: ${message}`
      }`,
      component,
    },
  ];
}

function statusHappenings(
  before: Application | undefined,
  { status }: Application,
): Happening[] {
  const { sync, health } = status;
  const changed = (what: string, from: string | undefined, to: string) =>
    from === to
      ? []
      : [
          {
            reason: 'ResourceUpdated',
            message: `Updated ${what} status: ${from ?? ''} -> ${to}`,
            component,
          },
        ];
  return [
    ...changed('sync', before?.status.sync.status, sync.status),
    ...changed('health', before?.status.health.status, health.status).map(
      happening => ({
        ...happening,
        message: health.message
          ? `${happening.message} (${health.message})`
          : happening.message,
      }),
    ),
  ];
}
