import type {
  OperationStatus,
  RefreshRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import { operationStatusOf } from '../../environments/operationStatusOf';
import type {
  OpenedApplication,
  OpenedApplications,
} from '../../resources/OpenedApplications';
import type { ResolvedService } from '../../services/ServiceResolver';
import { serviceSourceOf } from '../../services/ServiceSource';
import { ArgocdResponseError, toDomainError } from '../client/argocdErrors';

/** Has Argo CD look at environments again, and ends what it does to them. Permissions are checked before it is asked. */
export class ApplicationActions {
  readonly #applications: OpenedApplications;
  readonly #onChange: () => void;

  constructor(options: {
    applications: OpenedApplications;
    /** Called when what was read before may no longer be true. */
    onChange: () => void;
  }) {
    this.#applications = options.applications;
    this.#onChange = options.onChange;
  }

  /** Resolves when Argo CD has compared the environment with Git again. */
  async refresh(
    service: ResolvedService,
    environment: string,
    { type }: RefreshRequest,
  ): Promise<void> {
    const opened = this.#applications.open(service, environment, 'refreshed');
    const { api, call, key, record, upsert } = opened;
    upsert(
      await call(`refreshing ${record.name}`, api.onDemand.refresh(key, type)),
    );
    this.#onChange();
  }

  /** Ends the operation that runs, or does nothing where none does. Answers with the operation as it then is. */
  async terminate(
    service: ResolvedService,
    environment: string,
  ): Promise<OperationStatus | undefined> {
    const opened = this.#applications.open(service, environment, 'stopped');
    const { api, call, key, record, read, upsert } = opened;
    await this.#end(opened);
    const application = await call(`reading ${record.name}`, api.get(key));
    upsert(application);
    this.#onChange();
    const after = read(application);
    return after && operationStatusOf(after, serviceSourceOf(service.entity));
  }

  async #end({ api, key, record }: OpenedApplication): Promise<void> {
    try {
      await api.onDemand.terminate(key);
    } catch (error) {
      if (!isNothingRunning(error)) {
        throw toDomainError(
          error,
          record.instance,
          `ending the operation of ${record.name}`,
        );
      }
    }
  }
}

function isNothingRunning(error: unknown): boolean {
  return (
    error instanceof ArgocdResponseError &&
    /no operation is in progress/i.test(error.detail)
  );
}
