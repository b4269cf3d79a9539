import { ConflictError } from '@backstage/errors';
import type {
  OperationStatus,
  SyncRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ApplicationRecord } from '../readModel/ApplicationRecord';
import type { ApplicationKey, SyncOptions } from '../client/ArgocdApi';
import { isOperationRunning, toDomainError } from '../client/argocdErrors';
import type { ArgocdReadModel } from '../readModel/ArgocdReadModel';
import { readResourcesToPrune } from '../readModel/readDifferences';
import { confirmedPruning } from './confirmedPruning';
import { requireApplication } from './requireApplication';
import { operationStatusOf } from '../../environments/operationStatusOf';
import type { ResolvedService } from '../../services/ServiceResolver';
import { serviceSourceOf } from '../../services/ServiceSource';

function isRunning(record: ApplicationRecord | undefined): boolean {
  const phase = record?.operation?.phase;
  return phase === 'Running' || phase === 'Terminating';
}

/** Asks Argo CD to sync environments. Permissions are checked before it is asked. */
export class SyncService {
  readonly #readModel: ArgocdReadModel;

  constructor(options: { readModel: ArgocdReadModel }) {
    this.#readModel = options.readModel;
  }

  /**
   * Starts a sync to what Git says now, and answers with the operation; with the one that is running already, if any. Never
   * forces, and removes what Git no longer has only where the Application's own policy says so. With `prune` it does nothing but
   * remove what was confirmed, and fails with ConflictError when that is not exactly what requires pruning, or when another
   * operation runs. With `resources` it applies these and nothing else, and fails the same way while another operation runs.
   */
  async sync(
    service: ResolvedService,
    environment: string,
    { prune: confirmed, resources: selected }: SyncRequest = {},
  ): Promise<OperationStatus> {
    const record = requireApplication(
      service,
      environment,
      this.#readModel,
      'synced',
    );
    const { api, read, upsert } = this.#readModel.instance(record.instance);
    const key: ApplicationKey = {
      name: record.name,
      namespace: record.namespace,
      project: record.project,
    };
    const toOperation = (
      application: ApplicationRecord | undefined,
    ): OperationStatus =>
      (application &&
        operationStatusOf(application, serviceSourceOf(service.entity))) ?? {
        phase: 'Running',
        kind: 'sync',
      };
    const toError = (error: unknown) =>
      toDomainError(error, record.instance, `syncing ${record.name}`);
    const current = async () => {
      try {
        return await api.get(key);
      } catch (error) {
        throw toError(error);
      }
    };
    const running = (application: ApplicationRecord | undefined) => {
      if (confirmed || selected) {
        throw new ConflictError(
          `Argo CD ${record.instance} is syncing ${
            record.name
          } at the moment. Nothing was ${
            confirmed ? 'removed' : 'changed'
          }. Try again when that has finished.`,
        );
      }
      return toOperation(application);
    };

    const found = await current();
    const before = read(found);
    if (isRunning(before)) {
      return running(before);
    }
    const options: SyncOptions = confirmed
      ? {
          prune: true,
          resources: confirmedPruning(confirmed, readResourcesToPrune(found)),
        }
      : {
          // Whoever selects resources selects none to be removed.
          prune: selected ? false : before?.prune ?? false,
          ...(selected ? { resources: selected } : {}),
        };
    let application: unknown;
    try {
      application = await api.sync(key, options);
    } catch (error) {
      if (isOperationRunning(error)) {
        return running(read(await current()));
      }
      throw toError(error);
    }
    upsert(application);
    return toOperation(read(application));
  }
}
