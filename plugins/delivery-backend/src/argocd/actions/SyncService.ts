import {
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type {
  OperationStatus,
  SyncRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ApplicationRecord } from '../readModel/ApplicationRecord';
import type { ApplicationKey } from '../client/ArgocdApi';
import { isOperationRunning, toDomainError } from '../client/argocdErrors';
import type { ArgocdReadModel } from '../readModel/ArgocdReadModel';
import { absentApplication } from '../../environments/absentApplication';
import {
  findApplication,
  instancesFor,
} from '../../environments/findApplication';
import { operationStatusOf } from '../../environments/operationStatusOf';
import { environmentOf, ResolvedService } from '../../services/ServiceResolver';
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
   * Starts a sync to what Git says now, and answers with the operation; with the one that is running already, if any.
   * Removes what Git no longer has where that is asked for or the Application's own policy says so, and never forces.
   */
  async sync(
    service: ResolvedService,
    environment: string,
    request: SyncRequest = {},
  ): Promise<OperationStatus> {
    const record = this.#find(service, environment);
    const { api, read, upsert } = this.#readModel.instance(record.instance);
    const key: ApplicationKey = {
      name: record.name,
      namespace: record.namespace,
      project: record.project,
    };
    const what = `syncing ${record.name}`;
    const toOperation = (
      application: ApplicationRecord | undefined,
    ): OperationStatus =>
      (application &&
        operationStatusOf(application, serviceSourceOf(service.entity))) ?? {
        phase: 'Running',
        kind: 'sync',
      };
    const current = async () => read(await api.get(key));
    try {
      const before = await current();
      if (isRunning(before)) {
        return toOperation(before);
      }
      const application = await api.sync(key, {
        prune: request.prune ?? before?.prune ?? false,
      });
      upsert(application);
      return toOperation(read(application));
    } catch (error) {
      if (!isOperationRunning(error)) {
        throw toDomainError(error, record.instance, what);
      }
    }
    try {
      return toOperation(await current());
    } catch (error) {
      throw toDomainError(error, record.instance, what);
    }
  }

  #find(service: ResolvedService, environment: string): ApplicationRecord {
    const place = environmentOf(service, environment);
    const { instances } = this.#readModel;
    const record = findApplication(
      place,
      this.#readModel.find(service.name),
      instances,
    );
    if (record) {
      return record;
    }
    const { presence, healthReason } = absentApplication(
      service.name,
      place,
      instancesFor(place.cluster, instances),
    );
    const message = `${environment} of ${service.name} cannot be synced now. ${healthReason.message}`;
    switch (presence) {
      case 'absent':
        throw new NotFoundError(message);
      case 'forbidden':
        throw new NotAllowedError(message);
      default:
        throw new ServiceUnavailableError(message);
    }
  }
}
